package dev.gyre.scenarios.text;

import static dev.gyre.scenarios.text.Scalars.DOUBLE;
import static dev.gyre.scenarios.text.Scalars.DURATION;
import static dev.gyre.scenarios.text.SelectorForm.ALL;
import static dev.gyre.scenarios.text.SelectorForm.SELECTOR;

import dev.gyre.scenarios.dsl.Fault.Clog;
import dev.gyre.scenarios.dsl.Fault.Cut;
import dev.gyre.scenarios.dsl.Fault.Direction;
import dev.gyre.scenarios.dsl.Fault.Link;
import dev.gyre.scenarios.dsl.Fault.Partition;
import dev.gyre.scenarios.dsl.Trouble;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What goes wrong between nodes. */
final class LinkFaultForms {
  static final Duration USUALLY = Duration.ofSeconds(1);

  static final Form<Partition> PARTITION =
      RecordForm.of("a partition", new Partition(ALL, Direction.BOTH, USUALLY))
          .must(
              "side",
              SELECTOR,
              Partition::side,
              (f, x) -> new Partition(x, f.direction(), f.lasting()))
          .may(
              "direction",
              Words.form(Direction.class),
              Partition::direction,
              (f, x) -> new Partition(f.side(), x, f.lasting()))
          .may("lasting", DURATION, Partition::lasting, Partition::lasting);

  static final Form<Cut> CUT =
      RecordForm.of("a cut", new Cut(ALL, ALL, USUALLY))
          .must("from", SELECTOR, Cut::from, (f, x) -> new Cut(x, f.to(), f.lasting()))
          .must("to", SELECTOR, Cut::to, (f, x) -> new Cut(f.from(), x, f.lasting()))
          .may("lasting", DURATION, Cut::lasting, Cut::lasting);

  static final Form<Clog> CLOG =
      RecordForm.of("a clog", new Clog(ALL, ALL, USUALLY))
          .must("from", SELECTOR, Clog::from, (f, x) -> new Clog(x, f.to(), f.lasting()))
          .must("to", SELECTOR, Clog::to, (f, x) -> new Clog(f.from(), x, f.lasting()))
          .may("lasting", DURATION, Clog::lasting, Clog::lasting);

  static final Form<Link> LINK =
      RecordForm.of("a link", new Link(ALL, ALL, Trouble.NONE, USUALLY))
          .may(
              "from", SELECTOR, Link::from, (f, x) -> new Link(x, f.to(), f.trouble(), f.lasting()))
          .may("to", SELECTOR, Link::to, (f, x) -> new Link(f.from(), x, f.trouble(), f.lasting()))
          .may("latency", DURATION, of(Trouble::latency), with(Trouble::latency))
          .may("loss", DOUBLE, of(Trouble::loss), with(Trouble::loss))
          .may("duplication", DOUBLE, of(Trouble::duplication), with(Trouble::duplication))
          .may("reordering", DOUBLE, of(Trouble::reordering), with(Trouble::reordering))
          .may("corruption", DOUBLE, of(Trouble::corruption), with(Trouble::corruption))
          .may(
              "bytes-per-second",
              Scalars.BYTES,
              of(Trouble::bytesPerSecond),
              with(Trouble::bytesPerSecond))
          .may("lasting", DURATION, Link::lasting, Link::lasting);

  private LinkFaultForms() {}

  private static <F> Function<Link, F> of(Function<Trouble, F> part) {
    return link -> part.apply(link.trouble());
  }

  private static <F> BiFunction<Link, F, Link> with(BiFunction<Trouble, F, Trouble> change) {
    return (link, value) ->
        new Link(link.from(), link.to(), change.apply(link.trouble(), value), link.lasting());
  }
}

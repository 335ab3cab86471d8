package dev.gyre.scenarios.text;

import static dev.gyre.scenarios.text.Scalars.DOUBLE;
import static dev.gyre.scenarios.text.Scalars.DURATION;
import static dev.gyre.scenarios.text.Scalars.INT;

import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.scenarios.dsl.Workload.Level;
import dev.gyre.scenarios.dsl.Workload.Mix;
import dev.gyre.scenarios.dsl.Workload.OperationId;
import dev.gyre.scenarios.dsl.Workload.Pace;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What clients do. */
final class WorkloadForm {
  private static final Pattern OPERATION = Pattern.compile("c(\\d{1,9})#(\\d{1,9})");

  /** A mix before it is judged: a weight that is not told is 0. */
  private record Weights(int get, int put, int delete, int compareAndSet) {
    Mix mix() {
      return new Mix(get, put, delete, compareAndSet);
    }

    static Weights of(Mix mix) {
      return new Weights(mix.get(), mix.put(), mix.delete(), mix.compareAndSet());
    }
  }

  static final RecordForm<?> WEIGHTS = weights();

  private static final Form<Mix> MIX = weights().as(Weights::mix, Weights::of);

  static final Cases<Pace> PACE =
      Cases.<Pace>of("a pace")
          .or("think", Pace.Closed.class, DURATION.as(Pace.Closed::new, Pace.Closed::think))
          .or("every", Pace.Open.class, DURATION.as(Pace.Open::new, Pace.Open::every));

  private static final Form<OperationId> OPERATION_ID =
      new Phrase<>(
          "an operation such as c2#17",
          false,
          id -> "c" + id.client() + "#" + id.number(),
          WorkloadForm::operation);

  static final RecordForm<Workload> WORKLOAD =
      RecordForm.of("a workload", Workload.DEFAULT)
          .may("clients", INT, Workload::clients, Workload::clients)
          .may("keys", INT, w -> w.keys().count(), Workload::keys)
          .may("skew", DOUBLE, w -> w.keys().skew(), Workload::skew)
          .may("contextual", DOUBLE, w -> w.keys().contextual(), Workload::contextual)
          .may("mix", MIX, Workload::mix, (w, mix) -> w.with(mix))
          .may("pace", PACE, Workload::pace, Workload::pace)
          .may("level", Words.form(Level.class), w -> w.demands().level(), Workload::level)
          .may("weak", DOUBLE, w -> w.demands().weak(), Workload::weak)
          .may("timeout", DURATION, w -> w.demands().timeout(), Workload::timeout)
          .may(
              "value-bytes", Scalars.INT_BYTES, w -> w.demands().valueBytes(), Workload::valueBytes)
          .may("only", OPERATION_ID.list(), Workload::only, Workload::only);

  private WorkloadForm() {}

  private static RecordForm<Weights> weights() {
    return RecordForm.of("a mix", new Weights(0, 0, 0, 0))
        .may(
            "get",
            INT,
            Weights::get,
            (w, x) -> new Weights(x, w.put(), w.delete(), w.compareAndSet()))
        .may(
            "put",
            INT,
            Weights::put,
            (w, x) -> new Weights(w.get(), x, w.delete(), w.compareAndSet()))
        .may(
            "delete",
            INT,
            Weights::delete,
            (w, x) -> new Weights(w.get(), w.put(), x, w.compareAndSet()))
        .may(
            "compare-and-set",
            INT,
            Weights::compareAndSet,
            (w, x) -> new Weights(w.get(), w.put(), w.delete(), x));
  }

  private static OperationId operation(String text) {
    Matcher matcher = OPERATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not an operation; write it like c2#17");
    }
    return new OperationId(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }
}

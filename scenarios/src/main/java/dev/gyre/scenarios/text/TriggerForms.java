package dev.gyre.scenarios.text;

import dev.gyre.scenarios.dsl.Metric;
import dev.gyre.scenarios.dsl.Occurrence;
import dev.gyre.scenarios.dsl.Trigger;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a fault comes. */
final class TriggerForms {
  private static final Pattern SPAN = Pattern.compile("(\\S+) to (\\S+)");
  private static final Pattern ABOVE = Pattern.compile("(\\S+) ?> ?(\\S+)");
  private static final Pattern NTH = Pattern.compile("(?:(\\d{1,9})(?:st|nd|rd|th) )?(\\S+)");

  private static final Form<Trigger.During> DURING =
      new Phrase<>(
          "a span such as 6s to 14s",
          false,
          during -> Scalars.write(during.from()) + " to " + Scalars.write(during.to()),
          TriggerForms::during);

  private static final Form<Trigger.When> WHEN =
      new Phrase<>(
          "a condition such as acknowledged > 100",
          false,
          when -> Words.of(when.metric()) + " > " + when.above(),
          TriggerForms::when);

  private static final Form<Trigger.On> ON =
      new Phrase<>(
          "an occurrence such as 2nd node-down",
          false,
          on -> ordinal(on.nth()) + " " + Words.of(on.occurrence()),
          TriggerForms::on);

  static final Cases<Trigger> TRIGGER =
      Cases.<Trigger>of("a time")
          .or("at", Trigger.At.class, Scalars.DURATION.as(Trigger.At::new, Trigger.At::time))
          .or("during", Trigger.During.class, DURING)
          .or(
              "every",
              Trigger.Every.class,
              Scalars.DURATION.as(Trigger.Every::new, Trigger.Every::period))
          .or("when", Trigger.When.class, WHEN)
          .or("on", Trigger.On.class, ON);

  private TriggerForms() {}

  private static Trigger.During during(String text) {
    Matcher matcher = matched(SPAN, text, "a span", "6s to 14s");
    Duration from = Scalars.duration(matcher.group(1));
    return new Trigger.During(from, Scalars.duration(matcher.group(2)));
  }

  private static Trigger.When when(String text) {
    Matcher matcher = matched(ABOVE, text, "a condition", "acknowledged > 100");
    Metric metric = Words.find(Metric.class, matcher.group(1));
    return new Trigger.When(metric, Scalars.whole(matcher.group(2)));
  }

  private static Trigger.On on(String text) {
    Matcher matcher = matched(NTH, text, "an occurrence", "2nd node-down");
    Occurrence occurrence = Words.find(Occurrence.class, matcher.group(2));
    String nth = matcher.group(1);
    return new Trigger.On(occurrence, nth == null ? 1 : Integer.parseInt(nth));
  }

  private static Matcher matched(Pattern pattern, String text, String what, String example) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not " + what + "; write it like " + example);
    }
    return matcher;
  }

  private static String ordinal(int nth) {
    boolean teen = nth % 100 / 10 == 1;
    return switch (teen ? 0 : nth % 10) {
      case 1 -> nth + "st";
      case 2 -> nth + "nd";
      case 3 -> nth + "rd";
      default -> nth + "th";
    };
  }
}

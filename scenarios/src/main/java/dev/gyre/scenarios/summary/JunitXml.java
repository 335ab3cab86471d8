package dev.gyre.scenarios.summary;

import dev.gyre.scenarios.oracle.Violation;
import java.util.Locale;

/**
 * A summary as JUnit's XML, which every CI server shows: a suite is a scenario, a test case one of
 * its seeds. What could not be judged is an error; a state that must be reached is a test case of
 * its own.
 */
public final class JunitXml {
  private static final int LONGEST_MESSAGE = 2_000;
  private static final double NANOS = 1e9;

  private final StringBuilder xml = new StringBuilder();

  private JunitXml() {}

  /** The whole document, UTF-8. */
  public static String of(Summary summary) {
    JunitXml document = new JunitXml();
    document.write(summary);
    return document.xml.toString();
  }

  private void write(Summary summary) {
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    attribute("name", "gyre sim");
    counts(
        summary.tested().map(JunitXml::cases).sum().intValue(),
        summary.tested().map(JunitXml::failures).sum().intValue(),
        summary.unknown());
    attribute("time", seconds(summary.sizes().wallNanos()));
    xml.append(">\n");
    summary.tested().forEach(tested -> suite(tested, summary.commit()));
    xml.append("</testsuites>\n");
  }

  private void suite(Tested tested, String commit) {
    xml.append("  <testsuite");
    attribute("name", name(tested));
    counts(cases(tested), failures(tested), tested.unknown());
    attribute("time", seconds(tested.sizes().wallNanos()));
    xml.append(">\n    <properties>\n");
    property("commit", commit);
    tested.states().forEach((state, count) -> property("sometimes: " + state, count.toString()));
    xml.append("    </properties>\n");
    tested.seeds().forEach(seed -> testCase(tested, seed));
    if (tested.isEnough()) {
      tested.states().forEach((state, count) -> state(tested, state, count));
    }
    xml.append("  </testsuite>\n");
  }

  private static String name(Tested tested) {
    return "gyre." + tested.world() + "." + tested.scenario();
  }

  /** A state that must be reached counts as one, where enough seeds ran. */
  private static int cases(Tested tested) {
    return tested.seeds().size() + (tested.isEnough() ? tested.states().size() : 0);
  }

  private static int failures(Tested tested) {
    return tested.failed() + (tested.isEnough() ? tested.missing().size() : 0);
  }

  private void testCase(Tested tested, SeedLine seed) {
    open(tested, "seed " + seed.seed(), seed.sizes().wallNanos());
    switch (seed.verdict()) {
      case VALID -> xml.append("/>\n");
      case INVALID -> problem("failure", seed.violations().head().promise().word(), tested, seed);
      case UNKNOWN -> problem("error", "undecided", tested, seed);
    }
  }

  private void problem(String element, String type, Tested tested, SeedLine seed) {
    StringBuilder body = new StringBuilder();
    body.append(tested.command(seed)).append('\n');
    for (Violation violation : seed.violations()) {
      body.append(violation).append('\n');
    }
    seed.undecided().forEach(sentence -> body.append(sentence).append('\n'));
    fault(element, type, seed.sentence(), body.toString());
  }

  private void state(Tested tested, String state, long count) {
    open(tested, "sometimes: " + state, 0);
    if (count > 0) {
      xml.append("/>\n");
      return;
    }
    String sentence = "none of " + tested.seeds().size() + " seeds reached it";
    fault("failure", "never-reached", sentence, sentence);
  }

  private void open(Tested tested, String name, long wallNanos) {
    xml.append("    <testcase");
    attribute("classname", name(tested));
    attribute("name", name);
    attribute("time", seconds(wallNanos));
  }

  private void fault(String element, String type, String message, String body) {
    xml.append(">\n      <").append(element);
    attribute("type", type);
    attribute("message", message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    xml.append('>');
    escape(body);
    xml.append("</").append(element).append(">\n    </testcase>\n");
  }

  private void property(String name, String value) {
    xml.append("      <property");
    attribute("name", name);
    attribute("value", value);
    xml.append("/>\n");
  }

  private void counts(int tests, int failures, int errors) {
    attribute("tests", Integer.toString(tests));
    attribute("failures", Integer.toString(failures));
    attribute("errors", Integer.toString(errors));
    attribute("skipped", "0");
  }

  private void attribute(String name, String value) {
    xml.append(' ').append(name).append("=\"");
    escape(value);
    xml.append('"');
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\n' -> xml.append("&#10;");
                default -> xml.appendCodePoint(isAllowed(point) ? point : '\uFFFD');
              }
            });
  }

  /** XML 1.0, production 2 (Char); line ends are written as references. */
  private static boolean isAllowed(int point) {
    return point == '\t'
        || (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / NANOS);
  }
}

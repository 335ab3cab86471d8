package dev.gyre.server.command;

import dev.gyre.client.Listed;
import dev.gyre.client.ScanOptions;
import dev.gyre.core.message.Command.Scan;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.server.http.PageJson;
import java.io.PrintWriter;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gyre scan}. */
@Command(
    name = "scan",
    description = {
      "Lists the keys that begin with a prefix, in the order of their bytes, one a line;",
      "all keys without one. The timeout is of each page."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ScanCommand implements Callable<Integer> {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Mixin private Connecting connecting = new Connecting();

  @Parameters(paramLabel = "PREFIX", arity = "0..1", defaultValue = "")
  private String prefix = "";

  @Option(names = "--values", description = "Also the value, after a tab; in base64 with --json.")
  private boolean values;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after so many keys.")
  private long limit = NO_LIMIT;

  @Option(names = "--after", paramLabel = "KEY", description = "Begin behind this key.")
  private @Nullable String after;

  @Option(
      names = "--page",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Keys in one message (${DEFAULT-VALUE}).")
  private int page;

  @Override
  public Integer call() {
    if (limit < 1 || page < 1 || page > Scan.MOST_KEYS) {
      throw Connecting.usage("--limit is at least 1, --page from 1 to " + Scan.MOST_KEYS);
    }
    byte[] bytes = connecting.bytes(prefix);
    if (bytes.length > Key.MAX_BYTES) {
      throw Connecting.usage("a prefix has at most " + Key.MAX_BYTES + " bytes, as keys have");
    }
    PrintWriter out = spec.commandLine().getOut();
    connecting.stream(
        client -> client.scan(KeyPrefix.of(bytes), options()).take(limit),
        listed -> out.println(connecting.json() ? json(listed) : line(listed)));
    out.flush();
    return Exit.OK;
  }

  private ScanOptions options() {
    int keys = (int) Math.min(page, limit);
    ScanOptions all = ScanOptions.DEFAULTS.within(connecting.timeout()).pages(keys);
    ScanOptions shown = values ? all : all.keysOnly();
    return after == null ? shown : shown.after(connecting.key(after));
  }

  private String line(Listed listed) {
    String text = connecting.encoded() ? null : PageJson.text(listed.key());
    String key = text == null ? percentEncoded(listed.key()) : text;
    return values ? key + "\t" + listed.value().text() : key;
  }

  /** As a URL has it: what is no letter, digit, {@code -._~/} is escaped. */
  private static String percentEncoded(Key key) {
    StringBuilder text = new StringBuilder();
    for (byte b : key.bytes()) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~/".indexOf(c) >= 0;
      if (plain) {
        text.append(c);
      } else {
        text.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        text.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return text.toString();
  }

  private String json(Listed listed) {
    StringBuilder json = new StringBuilder("{");
    PageJson.key(json, listed.key());
    if (values) {
      String value = Base64.getEncoder().encodeToString(listed.value().bytes());
      json.append(",\"value\":\"").append(value).append('"');
    }
    return json.append(",\"timestamp\":")
        .append(listed.timestampMillis())
        .append(",\"siblings\":")
        .append(listed.siblings())
        .append('}')
        .toString();
  }
}

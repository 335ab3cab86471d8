package dev.gyre.server.command;

import dev.gyre.client.Receipt;
import dev.gyre.client.WriteOptions;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.message.ContextToken;
import dev.gyre.server.http.VersionText;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands that write have in common. */
final class Writing {
  @Option(
      names = "--context",
      paramLabel = "TEXT",
      description = "Replace exactly what the get saw that printed this context.")
  private @Nullable String context;

  WriteOptions options() {
    ContextToken seen = Contexts.parse(context);
    return seen == null ? WriteOptions.DEFAULTS : WriteOptions.DEFAULTS.after(seen);
  }

  /** The member {@code version} of an object, where there is one. */
  static String version(Ballot version) {
    return version.isNone() ? "" : ",\"version\":\"" + VersionText.print(version) + "\"";
  }

  static int report(Receipt receipt, boolean json, PrintWriter out) {
    if (json) {
      out.println(
          "{\"context\":\""
              + Contexts.text(receipt.context())
              + "\",\"attempts\":"
              + receipt.attempts()
              + version(receipt.version())
              + "}");
    }
    return Exit.OK;
  }
}

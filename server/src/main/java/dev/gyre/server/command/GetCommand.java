package dev.gyre.server.command;

import dev.gyre.client.Reading;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.value.Key;
import java.io.PrintWriter;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gyre get}. */
@Command(
    name = "get",
    description = {
      "Writes the value of a key to standard output, byte for byte.",
      "Exit code 1 when the key holds none."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class GetCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Mixin private Connecting connecting = new Connecting();

  @Parameters(paramLabel = "KEY")
  private String keyText = "";

  @Override
  public Integer call() {
    Key key = connecting.key(keyText);
    Reading reading = connecting.ask(client -> client.get(key));
    PrintWriter err = spec.commandLine().getErr();
    if (connecting.json()) {
      spec.commandLine().getOut().println(json(reading));
    } else if (reading.value().isPresent()) {
      byte[] value = reading.value().get().bytes();
      System.out.write(value, 0, value.length);
      System.out.flush();
    } else {
      err.println("the key holds no value");
    }
    if (reading.isConflicted()) {
      err.println(
          "the key has "
              + reading.siblings().size()
              + " concurrent values; --json shows all of them");
    }
    return reading.isPresent() ? Exit.OK : Exit.NO;
  }

  private static String json(Reading reading) {
    StringBuilder json = new StringBuilder("{\"siblings\":[");
    String separator = "";
    for (Sibling sibling : reading.siblings()) {
      json.append(separator).append('{');
      if (sibling.content() instanceof Content.Present present) {
        String value = Base64.getEncoder().encodeToString(present.value().bytes());
        json.append("\"value\":\"").append(value).append('"');
      } else {
        json.append("\"deleted\":true");
      }
      json.append(",\"timestamp\":").append(HybridClock.millis(sibling.writeId().stamp()));
      json.append('}');
      separator = ",";
    }
    return json.append("],\"context\":\"")
        .append(Contexts.text(reading.context()))
        .append('"')
        .append(Writing.version(reading.version()))
        .append('}')
        .toString();
  }
}

package dev.gyre.server.command;

import dev.gyre.client.Receipt;
import dev.gyre.client.WriteOptions;
import dev.gyre.core.cell.Condition;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import dev.gyre.server.http.VersionText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gyre cas}. */
@Command(
    name = "cas",
    description = {
      "Compares and sets: writes a value only if the key holds what is expected.",
      "Linearizable. Exit code 1 when it holds something else."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CasCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Mixin private Connecting connecting = new Connecting();

  @Parameters(index = "0", paramLabel = "KEY")
  private String keyText = "";

  @Parameters(index = "1", paramLabel = "VALUE")
  private String text = "";

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @ArgGroup(multiplicity = "1")
  private Expected expected;

  /** One of these. */
  static final class Expected {
    @Option(
        names = "--expect",
        paramLabel = "VALUE",
        description = "The key holds this value, and no other beside it.")
    private @Nullable String value;

    @Option(
        names = "--version-is",
        paramLabel = "VERSION",
        description = "The key is at this version, as get --consistency linearizable --json says.")
    private @Nullable String version;

    @Option(names = "--absent", description = "The key holds no value.")
    private boolean absent;

    Condition condition() {
      if (version != null) {
        String given = version;
        return VersionText.parse(given)
            .map(Condition.IfVersion::new)
            .orElseThrow(
                () -> Connecting.usage("a version looks like v3.1.7, not \"" + given + "\""));
      }
      return value == null
          ? Condition.ABSENT
          : new Condition.IfValue(Value.of(value.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Override
  public Integer call() {
    Key key = connecting.key(keyText);
    Condition condition = expected.condition();
    Value value = Value.of(text.getBytes(StandardCharsets.UTF_8));
    Receipt receipt =
        connecting.ask(client -> client.putIf(key, condition, value, WriteOptions.DEFAULTS));
    return Writing.report(receipt, connecting.json(), spec.commandLine().getOut());
  }
}

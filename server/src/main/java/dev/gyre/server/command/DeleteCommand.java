package dev.gyre.server.command;

import dev.gyre.client.Receipt;
import dev.gyre.client.WriteOptions;
import dev.gyre.core.value.Key;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gyre delete}. */
@Command(
    name = "delete",
    description = "Deletes a key; succeeds for an absent one too.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DeleteCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Mixin private Connecting connecting = new Connecting();
  @Mixin private Writing writing = new Writing();

  @Parameters(paramLabel = "KEY")
  private String keyText = "";

  @Override
  public Integer call() {
    Key key = connecting.key(keyText);
    WriteOptions options = writing.options();
    Receipt receipt = connecting.ask(client -> client.delete(key, options));
    return Writing.report(receipt, connecting.json(), spec.commandLine().getOut());
  }
}

package dev.gyre.server.command;

import dev.gyre.client.Receipt;
import dev.gyre.client.WriteOptions;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import dev.gyre.server.config.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gyre put}. */
@Command(
    name = "put",
    description = "Writes a value: the argument, a file, or standard input when neither is given.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PutCommand implements Callable<Integer> {
  /** More than any node takes; the node's own limit is what counts. */
  private static final int MAX_BYTES = 64 << 20;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Mixin private Connecting connecting = new Connecting();
  @Mixin private Writing writing = new Writing();

  @Parameters(index = "0", paramLabel = "KEY")
  private String keyText = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE")
  private @Nullable String text;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Where the value is; -: standard input.")
  private @Nullable String file;

  @Option(
      names = "--ttl",
      paramLabel = "DURATION",
      description = "How long the value lives, as in 30s; the key is absent then.")
  private @Nullable String lifetime;

  @Override
  public Integer call() {
    if (text != null && file != null) {
      throw Connecting.usage("give the value as an argument or with --file, not both");
    }
    Key key = connecting.key(keyText);
    WriteOptions options = lasting(writing.options());
    Value value = value();
    Receipt receipt = connecting.ask(client -> client.put(key, value, options));
    return Writing.report(receipt, connecting.json(), spec.commandLine().getOut());
  }

  private WriteOptions lasting(WriteOptions options) {
    if (lifetime == null) {
      return options;
    }
    try {
      return options.lasting(Duration.ofMillis(Quantity.millis(lifetime)));
    } catch (IllegalArgumentException wrong) {
      throw Connecting.usage("--ttl: " + wrong.getMessage());
    }
  }

  private Value value() {
    if (text != null) {
      return Value.of(text.getBytes(StandardCharsets.UTF_8));
    }
    String source = file == null ? "-" : file;
    try (InputStream in = source.equals("-") ? System.in : Files.newInputStream(Path.of(source))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw Connecting.usage("a value of more than " + MAX_BYTES + " bytes is taken by no node");
      }
      return Value.of(bytes);
    } catch (IOException failed) {
      throw Connecting.usage("cannot read " + source + ": " + failed.getMessage());
    }
  }
}

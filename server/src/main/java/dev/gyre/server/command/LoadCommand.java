package dev.gyre.server.command;

import dev.gyre.client.GyreClient;
import dev.gyre.client.GyreException;
import dev.gyre.client.KeyResult;
import dev.gyre.client.Receipt;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;

/** {@code gyre load}. */
@Command(
    name = "load",
    description = {
      "Writes a value for each line of a file: KEY, a tab, VALUE, in UTF-8.",
      "Lines are independent. Exit code 7 when the outcome of some is unknown, 6 when some were",
      "certainly not applied; each is named on standard error."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class LoadCommand implements Callable<Integer> {
  private static final int PART_LINES = 4_096;
  private static final long PROGRESS_LINES = 100_000;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Mixin private Connecting connecting = new Connecting();
  @Mixin private Writing writing = new Writing();

  @Parameters(paramLabel = "FILE")
  private String file = "";

  @Option(
      names = "--from-line",
      paramLabel = "N",
      defaultValue = "1",
      description = "Begin there: to go on after a load that was broken off (${DEFAULT-VALUE}).")
  private long fromLine;

  /** Lines of parts that are over. */
  private volatile long through;

  private final AtomicLong done = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();

  @Override
  public Integer call() {
    if (fromLine < 1) {
      throw Connecting.usage("--from-line counts from 1");
    }
    connecting.stream(client -> load(client), this::note);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        connecting.json()
            ? "{\"written\":" + done + ",\"refused\":" + refused + ",\"unknown\":" + unknown + "}"
            : done + " written, " + refused + " not applied, " + unknown + " unknown");
    return unknown.get() > 0 ? Exit.UNKNOWN : refused.get() > 0 ? Exit.NOT_APPLIED : Exit.OK;
  }

  /** Part after part, so that there is always a line up to which all are done. */
  private Flux<KeyResult<Receipt>> load(GyreClient client) {
    return Flux.using(this::open, reader -> Flux.fromStream(reader.lines()), LoadCommand::close)
        .skip(fromLine - 1)
        .index(this::entry)
        .buffer(PART_LINES)
        .concatMap(
            part ->
                client
                    .putAll(Flux.fromIterable(part), writing.options())
                    .doOnComplete(() -> progress(part.size())),
            1);
  }

  private void progress(int lines) {
    through += lines;
    if (through / PROGRESS_LINES > (through - lines) / PROGRESS_LINES) {
      long next = fromLine + through;
      spec.commandLine()
          .getErr()
          .println(through + " lines are done; to go on from here: --from-line " + next);
    }
  }

  private Map.Entry<Key, Value> entry(long index, String line) {
    int tab = line.indexOf('\t');
    if (tab < 1) {
      throw Connecting.usage("line " + (fromLine + index) + " is not KEY, a tab, VALUE");
    }
    return Map.entry(connecting.key(line.substring(0, tab)), Value.of(line.substring(tab + 1)));
  }

  private void note(KeyResult<Receipt> result) {
    PrintWriter err = spec.commandLine().getErr();
    GyreException failure = result.failure();
    if (failure instanceof GyreException.Unknown) {
      unknown.incrementAndGet();
    } else if (failure != null) {
      refused.incrementAndGet();
    } else {
      done.incrementAndGet();
    }
    if (failure != null) {
      err.println(result.key() + ": " + failure.getMessage());
    }
  }

  private BufferedReader open() {
    try {
      return Files.newBufferedReader(Path.of(file));
    } catch (IOException failed) {
      throw Connecting.usage("cannot read " + file + ": " + failed.getMessage());
    }
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

package dev.gyre.server.command;

import dev.gyre.client.GyreClient;
import dev.gyre.client.GyreClientBuilder;
import dev.gyre.client.GyreException;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.value.Key;
import dev.gyre.server.config.Nearest;
import dev.gyre.server.config.Quantity;
import dev.gyre.server.config.ServerSettings.TlsFiles;
import dev.gyre.server.http.RequestTarget;
import dev.gyre.server.node.StartException;
import dev.gyre.server.node.Tls;
import io.netty.handler.ssl.SslContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every command that is a client of a running cluster takes, and how it ends. */
final class Connecting {
  private static final String SCHEME = "gyre://";
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final List<String> LEVELS = List.of("any", "one", "quorum", "all", "linearizable");

  /** Waited for beyond a request's own timeout, which the client keeps itself. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  @Option(
      names = "--connect",
      paramLabel = "gyre://HOST:PORT,...",
      defaultValue = "${GYRE_CONNECT:-gyre://127.0.0.1:7400}",
      description = "Nodes to begin with; also GYRE_CONNECT (${DEFAULT-VALUE}).")
  private String connect = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "5s",
      description = "For the whole request (${DEFAULT-VALUE}).")
  private String timeout = "";

  @Option(
      names = "--consistency",
      paramLabel = "one|quorum|all",
      defaultValue = "quorum",
      description = "How many owners must answer (${DEFAULT-VALUE}).")
  private String consistency = "";

  @Option(
      names = "--encoded",
      description = "The key is percent-encoded, as in a URL: for bytes that are no text.")
  private boolean encoded;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Option(names = "--tls-certificate", paramLabel = "FILE", description = "This client's, PEM.")
  private @Nullable Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM.")
  private @Nullable Path key;

  @Option(names = "--tls-authority", paramLabel = "FILE", description = "Who signs the nodes'.")
  private @Nullable Path authority;

  boolean json() {
    return json;
  }

  Duration timeout() {
    try {
      long millis = Quantity.millis(timeout);
      if (millis >= 1) {
        return Duration.ofMillis(millis);
      }
      throw new IllegalArgumentException("is at least 1ms");
    } catch (IllegalArgumentException wrong) {
      throw usage("--timeout " + wrong.getMessage());
    }
  }

  /** {@code host:port} of each node to begin with. */
  List<String> seeds() {
    if (!connect.startsWith(SCHEME) || connect.indexOf('?') >= 0) {
      throw usage("--connect is " + SCHEME + "host:port,host:port, not \"" + connect + "\"");
    }
    return Arrays.asList(connect.substring(SCHEME.length()).split(",", -1));
  }

  /** What encrypts; null for a cluster in the clear. */
  @Nullable SslContext tls() {
    Path chain = certificate;
    Path secret = key;
    Path signer = authority;
    if (chain == null && secret == null && signer == null) {
      return null;
    }
    if (chain == null || secret == null || signer == null) {
      throw usage("--tls-certificate, --tls-key and --tls-authority come together");
    }
    try {
      return Tls.client(new TlsFiles(chain, secret, signer));
    } catch (StartException wrong) {
      throw usage(String.valueOf(wrong.getMessage()));
    }
  }

  /** The bytes of a key, or of the beginning of keys. */
  byte[] bytes(String text) {
    return encoded
        ? RequestTarget.decode(text)
            .getOrElseThrow(() -> usage("the key is not percent-encoded: a % is written %25"))
        : text.getBytes(StandardCharsets.UTF_8);
  }

  boolean encoded() {
    return encoded;
  }

  Key key(String text) {
    byte[] bytes = bytes(text);
    if (!Key.isValidLength(bytes.length)) {
      throw usage("a key has 1 to " + Key.MAX_BYTES + " bytes, this one has " + bytes.length);
    }
    return Key.of(bytes);
  }

  /** Connects, asks, closes; a refusal or an unknown end becomes the command's. */
  <T> T ask(Function<GyreClient, Mono<T>> request) {
    GyreClient client = client();
    try {
      T answer = request.apply(client).block(timeout().plus(GRACE));
      if (answer == null) {
        throw new CommandFailure(Exit.UNKNOWN, "no answer came");
      }
      return answer;
    } catch (GyreException failed) {
      throw ended(failed);
    } finally {
      client.close(CLOSING).block(GRACE);
    }
  }

  /** As {@link #ask}, for a stream however long: each of its pages has its own timeout. */
  <T> void stream(Function<GyreClient, Flux<T>> request, Consumer<T> each) {
    GyreClient client = client();
    try {
      request.apply(client).doOnNext(each).blockLast();
    } catch (GyreException failed) {
      throw ended(failed);
    } finally {
      client.close(CLOSING).block(GRACE);
    }
  }

  private static CommandFailure ended(GyreException failed) {
    String sentence = String.valueOf(failed.getMessage());
    return switch (failed) {
      case GyreException.NotApplied refused -> new CommandFailure(Exit.NOT_APPLIED, sentence);
      case GyreException.ConditionFailed unmet -> new CommandFailure(Exit.NO, sentence);
      case GyreException.Unknown unknown -> new CommandFailure(Exit.UNKNOWN, sentence);
      case GyreException.Conflict conflict -> new CommandFailure(Exit.NOT_APPLIED, sentence);
    };
  }

  private GyreClient client() {
    SslContext secure = tls();
    try {
      GyreClientBuilder builder =
          GyreClient.builder().name("gyre-command").timeout(timeout()).consistency(level());
      seeds().forEach(builder::seed);
      if (secure != null) {
        builder.network(setup -> setup.tls(secure));
      }
      return builder.build();
    } catch (IllegalArgumentException wrong) {
      throw usage(String.valueOf(wrong.getMessage()));
    }
  }

  private Consistency level() {
    return switch (consistency.toLowerCase(Locale.ROOT)) {
      case "any" -> Consistency.ANY;
      case "one" -> Consistency.ONE;
      case "quorum" -> Consistency.QUORUM;
      case "all" -> Consistency.ALL;
      case "linearizable" -> Consistency.LINEARIZABLE;
      default ->
          throw usage(
              "--consistency is any, one, quorum, all or linearizable, not \""
                  + consistency
                  + "\""
                  + Nearest.hint(consistency, LEVELS));
    };
  }

  static CommandFailure usage(String sentence) {
    return new CommandFailure(Exit.USAGE, sentence);
  }
}

package dev.gyre.core.host;

import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Asks a node, from within its process. */
public interface Client {

  /**
   * The hot path. Must be called on the node's worker; {@code answer} is called there, exactly
   * once, possibly before this returns, and at the latest when the command's timeout is over.
   */
  void ask(Command command, Consumer<Outcome> answer);

  /** Cold; may be subscribed to from any thread; the outcome arrives on the node's worker. */
  Mono<Outcome> ask(Command command);
}

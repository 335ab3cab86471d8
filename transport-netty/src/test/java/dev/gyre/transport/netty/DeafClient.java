package dev.gyre.transport.netty;

import dev.gyre.core.host.Client;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** A node that never answers. */
final class DeafClient implements Client {
  @Override
  public void ask(Command command, Consumer<Outcome> answer) {}

  @Override
  public Mono<Outcome> ask(Command command) {
    return Mono.never();
  }
}

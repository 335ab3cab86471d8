package dev.gyre.client.host;

import dev.gyre.core.message.Outcome;
import reactor.core.publisher.MonoSink;

/** Turns the end of a command into the signal that whoever asked waits for. Called once. */
@FunctionalInterface
public interface Ending<T> {

  /**
   * Ends {@code sink}.
   *
   * @param attempts how often the command was sent
   */
  void end(Outcome outcome, int attempts, MonoSink<T> sink);
}

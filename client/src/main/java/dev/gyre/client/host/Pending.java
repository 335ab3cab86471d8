package dev.gyre.client.host;

import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import reactor.core.publisher.MonoSink;

/** One subscription: what was asked, and who waits for its end. */
final class Pending<T> {
  private static final long UNNUMBERED = -1;

  final Command command;
  final long deadlineMillis;
  private final Ending<T> ending;
  private final MonoSink<T> sink;

  /** Its number in the session, once it has one. Belongs to the worker. */
  private long number = UNNUMBERED;

  /** Belongs to the worker. */
  private boolean cancelled;

  Pending(Command command, long deadlineMillis, Ending<T> ending, MonoSink<T> sink) {
    this.command = command;
    this.deadlineMillis = deadlineMillis;
    this.ending = ending;
    this.sink = sink;
  }

  long number() {
    return number;
  }

  boolean isNumbered() {
    return number != UNNUMBERED;
  }

  void number(long given) {
    number = given;
  }

  boolean isCancelled() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  void end(Outcome outcome, int attempts) {
    ending.end(outcome, attempts, sink);
  }
}

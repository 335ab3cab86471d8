package dev.gyre.client.machine;

import dev.gyre.core.machine.Delay;
import dev.gyre.core.message.Outcome;

/** What a call wants next. */
sealed interface Move {

  /** Only remember it. */
  record Stay(Call next) implements Move {}

  /** Send it over the best link, or let it wait for one. */
  record Go(Call next) implements Move {}

  /** Wake it after the delay. */
  record Rest(Call next, Delay delay) implements Move {}

  /** It is over. */
  record End(Outcome outcome, int attempts) implements Move {}
}

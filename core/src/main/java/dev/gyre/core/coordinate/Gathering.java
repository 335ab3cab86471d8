package dev.gyre.core.coordinate;

import dev.gyre.core.machine.Coordination;

/** A machine that holds what several owners said as one, however many said it. */
public sealed interface Gathering extends Coordination permits Get, ReadRepair {
  Both merged();
}

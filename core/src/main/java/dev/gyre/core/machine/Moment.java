package dev.gyre.core.machine;

/**
 * When an event reached the node.
 *
 * @param wallMillis since 1970, by a clock that may be skewed and jump: for stamps alone
 * @param uptimeMillis from any origin, never backwards: for deadlines and timers
 */
public record Moment(long wallMillis, long uptimeMillis) {}

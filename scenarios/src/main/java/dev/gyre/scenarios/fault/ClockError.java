package dev.gyre.scenarios.fault;

/** How wrong a node's clock is from the start: off by milliseconds, fast by parts per million. */
public record ClockError(long skewMillis, long driftPpm) {}

package dev.gyre.benchmarks.report;

import dev.gyre.benchmarks.load.Load;
import dev.gyre.benchmarks.load.Measurement;

/**
 * A line of the table: one target under one load.
 *
 * @param measured medians over the rounds
 * @param ratio operations per second, relative to the first target of the same rounds
 */
public record Row(String target, Load load, Measurement measured, double ratio) {}

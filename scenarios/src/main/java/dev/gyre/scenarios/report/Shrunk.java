package dev.gyre.scenarios.report;

import dev.gyre.scenarios.dsl.Scenario;

/** A schedule before and after shrinking; both concrete. */
public record Shrunk(Scenario before, int operationsBefore, Scenario after, int operationsAfter) {}

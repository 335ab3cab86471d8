package dev.gyre.client;

import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;

/**
 * A key that a scan found.
 *
 * @param value of its newest write; empty where keys alone were asked for
 * @param timestampMillis when that was made, since 1970 by the cluster's clocks
 * @param siblings more than one if concurrent writes left several: get the key to see them
 */
public record Listed(Key key, Value value, long timestampMillis, int siblings) {}

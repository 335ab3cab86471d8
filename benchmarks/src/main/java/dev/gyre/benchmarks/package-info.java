/** What every claim of speed cites: small benchmarks, whole clusters, and the peers beside them. */
@NullMarked
package dev.gyre.benchmarks;

import org.jspecify.annotations.NullMarked;

/**
 * The reactive Java client that people depend on.
 *
 * <p>It must not know how a node stores or replicates what it is asked for.
 */
@NullMarked
package dev.gyre.client;

import org.jspecify.annotations.NullMarked;

/**
 * The reactive Java client that people depend on.
 *
 * <p>Reading order: {@link dev.gyre.client.GyreClient}, {@link dev.gyre.client.Reading}, {@link
 * dev.gyre.client.GyreException}, {@link dev.gyre.client.GyreMap}; then {@code machine} (what it
 * decides), {@code host} (the shell around that) and {@code tcp} (the real world).
 *
 * <p>It must not know how a node stores or replicates what it is asked for.
 */
@NullMarked
package dev.gyre.client;

import org.jspecify.annotations.NullMarked;

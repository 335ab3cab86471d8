/** The node that people deploy, and the {@code gyre} command. Nothing imports it. */
@NullMarked
package dev.gyre.server;

import org.jspecify.annotations.NullMarked;

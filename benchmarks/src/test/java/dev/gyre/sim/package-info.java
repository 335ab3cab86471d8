/** Classes that break the rules of the simulator's package, so that the rules can be tested. */
@NullMarked
package dev.gyre.sim;

import org.jspecify.annotations.NullMarked;

/** Oracles and generators that share no code with what they judge, and the suites that use them. */
package dev.gyre.checker;

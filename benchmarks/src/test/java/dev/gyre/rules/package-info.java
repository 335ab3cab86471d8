/**
 * The rules that the whole source tree keeps, as tests. They live in the last module because only
 * here every other one is on the class path.
 *
 * <p>Reading order: {@code ImportRules} (who may import whom), {@code ImportRulesTest}.
 *
 * <p>They must not know what any class does.
 */
@NullMarked
package dev.gyre.rules;

import org.jspecify.annotations.NullMarked;

/**
 * Many seeds of one scenario: each run twice and compared, counted, and hunted for the first that
 * fails.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.campaign.Campaign}, {@link
 * dev.gyre.scenarios.campaign.Hunt}.
 *
 * <p>Must not know: real time, threads, files.
 */
@NullMarked
package dev.gyre.scenarios.campaign;

import org.jspecify.annotations.NullMarked;

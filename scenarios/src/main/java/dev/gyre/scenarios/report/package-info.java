/**
 * A failed run as one HTML page that needs nothing else: the verdict, how to replay it, what is
 * left of the schedule, what led to it, and every event. Start at {@link
 * dev.gyre.scenarios.report.ReportPage}.
 *
 * <p>Must not know: how a run was made or judged, files.
 */
@NullMarked
package dev.gyre.scenarios.report;

import org.jspecify.annotations.NullMarked;

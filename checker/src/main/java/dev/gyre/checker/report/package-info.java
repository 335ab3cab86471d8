/**
 * Verdicts for people and for programs: a JSON object, and one HTML page that needs no network.
 *
 * <p>Reading order: {@link dev.gyre.checker.report.JsonReport}, {@link
 * dev.gyre.checker.report.HtmlPage}.
 *
 * <p>Must not know: how verdicts are found.
 */
@NullMarked
package dev.gyre.checker.report;

import org.jspecify.annotations.NullMarked;

/**
 * What campaigns showed, as texts for machines and people: JUnit's XML for CI servers, Markdown for
 * pull requests.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.summary.SeedLine}, {@link
 * dev.gyre.scenarios.summary.Tested}, {@link dev.gyre.scenarios.summary.Summary}, then {@link
 * dev.gyre.scenarios.summary.JunitXml} and {@link dev.gyre.scenarios.summary.Markdown}.
 *
 * <p>Must not know: files, clocks, how anything is run.
 */
@NullMarked
package dev.gyre.scenarios.summary;

import org.jspecify.annotations.NullMarked;

/**
 * Structured logs on standard error: one line an event, as logfmt or JSON, with the event's own
 * fields.
 *
 * <p>Reading order: {@link dev.gyre.server.log.Logs}, {@link dev.gyre.server.log.LogLine}.
 *
 * <p>Must not know: what is logged.
 */
@NullMarked
package dev.gyre.server.log;

import org.jspecify.annotations.NullMarked;

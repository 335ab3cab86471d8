/**
 * How messages and cells are written as bytes: hand-written over the sealed records, versioned,
 * bounded, checksummed.
 *
 * <p>Reading order: {@link dev.gyre.core.wire.Output}, {@link dev.gyre.core.wire.Input}, {@link
 * dev.gyre.core.wire.LaneCodec}, {@link dev.gyre.core.wire.CellCodec}, {@link
 * dev.gyre.core.wire.CommandCodec}, {@link dev.gyre.core.wire.MessageCodec}, {@link
 * dev.gyre.core.wire.FrameCodec}, {@link dev.gyre.core.wire.ContextTokens}.
 *
 * <p>Rules of the format: numbers are little endian or LEB128 varints; every record is prefixed
 * with its length, so that an older reader skips fields that a newer writer appended; every count
 * and length is checked against what is left before anything is allocated. Golden files in the
 * tests pin each released version.
 *
 * <p>Must not know: sockets, files, who sends what when.
 */
@NullMarked
package dev.gyre.core.wire;

import org.jspecify.annotations.NullMarked;

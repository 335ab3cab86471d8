package dev.gyre.storage.tree;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Cells that would be too long for a page lie in pieces in a map of their own: a page is read and
 * written as a whole, and a neighbour of 100 bytes would cost as much as they do.
 *
 * <pre>
 * in "cells"  key → reference     i32 length of the cell, i32 length of its pieces but the last
 * in "pieces" key, i32 number → piece     high byte first, so that pieces lie in order
 * </pre>
 *
 * <p>No cell is as short as a reference, so nothing else tells the two apart.
 */
final class LargeCells {
  private static final int REFERENCE_BYTES = 2 * Integer.BYTES;

  private final MVMap<byte[], byte[]> pieces;

  LargeCells(MVMap<byte[], byte[]> pieces) {
    this.pieces = pieces;
  }

  static byte[] reference(int length, int pieceBytes) {
    return ByteBuffer.allocate(REFERENCE_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length)
        .putInt(pieceBytes)
        .array();
  }

  static boolean isReference(byte @Nullable [] value) {
    return value != null && value.length == REFERENCE_BYTES;
  }

  static int length(byte[] reference) {
    return field(reference, 0);
  }

  void put(byte[] key, int number, byte[] piece) {
    pieces.put(pieceKey(key, number), piece);
  }

  /** Removes the pieces that {@code former} referred to and {@code current} does not. */
  void removeFormer(byte[] key, byte @Nullable [] former, byte[] current) {
    for (int number = count(current); number < count(former); number++) {
      pieces.remove(pieceKey(key, number));
    }
  }

  /** The cell, or null when a piece is missing or of another length. */
  byte @Nullable [] read(byte[] key, byte[] reference) {
    byte[] cell = new byte[length(reference)];
    int at = 0;
    for (int number = 0; number < count(reference); number++) {
      byte[] piece = pieces.get(pieceKey(key, number));
      int expected = Math.min(field(reference, Integer.BYTES), cell.length - at);
      if (piece == null || piece.length != expected) {
        return null;
      }
      System.arraycopy(piece, 0, cell, at, expected);
      at += expected;
    }
    return cell;
  }

  private static int count(byte @Nullable [] value) {
    if (value == null || !isReference(value)) {
      return 0;
    }
    return Math.ceilDiv(length(value), field(value, Integer.BYTES));
  }

  private static int field(byte[] reference, int at) {
    return ByteBuffer.wrap(reference).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private static byte[] pieceKey(byte[] key, int number) {
    byte[] whole = Arrays.copyOf(key, key.length + Integer.BYTES);
    ByteBuffer.wrap(whole).putInt(key.length, number);
    return whole;
  }
}

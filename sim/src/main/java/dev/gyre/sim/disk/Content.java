package dev.gyre.sim.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of one file, in pages; a page that was never written is absent and reads as zeros. */
final class Content {
  static final int PAGE_BYTES = 4096;
  private static final byte[] ZEROS = new byte[PAGE_BYTES];

  private byte[] @Nullable [] pages = new byte[4][];

  /**
   * Bytes beyond it are zero, so that growing shows zeros; only a crash breaks that for a while.
   */
  private long size;

  long size() {
    return size;
  }

  /** Reads at most to the end of the file; the number of bytes. */
  int read(long position, ByteBuffer target) {
    int total = (int) Math.max(0, Math.min(target.remaining(), size - position));
    int done = 0;
    while (done < total) {
      long at = position + done;
      int offset = (int) (at % PAGE_BYTES);
      int length = Math.min(total - done, PAGE_BYTES - offset);
      byte[] page = page(at / PAGE_BYTES);
      target.put(page == null ? ZEROS : page, offset, length);
      done += length;
    }
    return total;
  }

  /** Puts bytes in place without changing the size. */
  void put(long position, byte[] bytes, int from, int length) {
    int done = 0;
    while (done < length) {
      long at = position + done;
      int offset = (int) (at % PAGE_BYTES);
      int part = Math.min(length - done, PAGE_BYTES - offset);
      System.arraycopy(bytes, from + done, writablePage(at / PAGE_BYTES), offset, part);
      done += part;
    }
  }

  /** Makes the file at least this large. */
  void growTo(long newSize) {
    size = Math.max(size, newSize);
  }

  /** Makes the file exactly this large; what lies beyond is zero from then on. */
  void resize(long newSize) {
    clearFrom(newSize);
    size = newSize;
  }

  /** Zeroes everything from this position on, whatever the size. */
  void clearFrom(long position) {
    int first = (int) Math.min(pages.length, position / PAGE_BYTES);
    byte[] partial = page(first);
    int offset = (int) (position % PAGE_BYTES);
    if (partial != null && offset > 0) {
      Arrays.fill(partial, offset, PAGE_BYTES, (byte) 0);
      first++;
    }
    Arrays.fill(pages, Math.min(first, pages.length), pages.length, null);
  }

  void flip(long position, int bit) {
    writablePage(position / PAGE_BYTES)[(int) (position % PAGE_BYTES)] ^= (byte) (1 << bit);
  }

  /** Makes this page equal to the other content's. */
  void copyPage(Content source, long index) {
    byte[] page = source.page(index);
    if (page != null) {
      put(index * PAGE_BYTES, page, 0, PAGE_BYTES);
    } else if (page(index) != null) {
      pages[(int) index] = null;
    }
  }

  Content copy() {
    Content copy = new Content();
    copy.pages = new byte[pages.length][];
    for (int i = 0; i < pages.length; i++) {
      byte[] page = pages[i];
      copy.pages[i] = page == null ? null : page.clone();
    }
    copy.size = size;
    return copy;
  }

  private byte @Nullable [] page(long index) {
    return index < pages.length ? pages[(int) index] : null;
  }

  private byte[] writablePage(long index) {
    if (index >= pages.length) {
      pages = Arrays.copyOf(pages, (int) Math.max(index + 1, 2L * pages.length));
    }
    byte[] page = pages[(int) index];
    if (page == null) {
      page = new byte[PAGE_BYTES];
      pages[(int) index] = page;
    }
    return page;
  }
}

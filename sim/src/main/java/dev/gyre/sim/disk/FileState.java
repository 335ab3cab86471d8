package dev.gyre.sim.disk;

import dev.gyre.sim.disk.Change.FileChange;
import dev.gyre.sim.disk.Change.Resized;
import dev.gyre.sim.disk.Change.Written;
import java.util.ArrayDeque;
import java.util.TreeSet;

/**
 * One file apart from its name (an inode): what reads see, what is durable, and the changes between
 * the two. The invariant: durable, with all unsynced changes applied in order, equals cached,
 * except in stale pages.
 */
final class FileState {
  private final long number;
  private Content cached;
  private Content durable;
  private final ArrayDeque<FileChange> unsynced = new ArrayDeque<>();
  private long unsyncedBytes;

  /** Pages whose cached form will never become durable: a force that failed has given them up. */
  private final TreeSet<Long> stalePages = new TreeSet<>();

  FileState(long number) {
    this(number, new Content(), new Content());
  }

  private FileState(long number, Content cached, Content durable) {
    this.number = number;
    this.cached = cached;
    this.durable = durable;
  }

  /** Unique on its disk, in order of creation. */
  long number() {
    return number;
  }

  Content cached() {
    return cached;
  }

  Content durable() {
    return durable;
  }

  ArrayDeque<FileChange> unsynced() {
    return unsynced;
  }

  long unsyncedBytes() {
    return unsyncedBytes;
  }

  boolean isClean() {
    return unsynced.isEmpty() && stalePages.isEmpty() && cached.size() == durable.size();
  }

  /** The array belongs to this file from now on. */
  void write(long order, long position, byte[] bytes) {
    Written written =
        new Written(order, this, position, bytes, position + bytes.length > cached.size());
    cached.put(position, bytes, 0, bytes.length);
    cached.growTo(written.end());
    unsynced.add(written);
    unsyncedBytes += bytes.length;
  }

  void resize(long order, long size) {
    unsynced.add(new Resized(order, this, cached.size(), size));
    cached.resize(size);
  }

  /** Makes the first changes durable. */
  void force(int changes) {
    for (int i = 0; i < changes; i++) {
      forceOldest();
    }
  }

  void forceOldest() {
    FileChange change = unsynced.remove();
    unsyncedBytes -= change instanceof Written written ? written.bytes().length : 0;
    keep(change);
  }

  /** Applies a change to what is durable. */
  void keep(FileChange change) {
    switch (change) {
      case Written written -> {
        durable.put(written.position(), written.bytes(), 0, written.bytes().length);
        durable.growTo(written.end());
      }
      case Resized resized -> durable.resize(resized.after());
    }
  }

  /** Gives up the unsynced changes; reads go on seeing them. */
  void abandonUnsynced() {
    for (FileChange change : unsynced) {
      addPages(change);
    }
    unsynced.clear();
    unsyncedBytes = 0;
  }

  /** After a crash: reads see what is durable, and nothing else exists. */
  void reload() {
    abandonUnsynced();
    for (long page : stalePages) {
      cached.copyPage(durable, page);
    }
    stalePages.clear();
    cached.resize(durable.size());
  }

  /** Whether an unsynced write covers this byte. */
  boolean isUnsynced(long position) {
    for (FileChange change : unsynced) {
      if (change instanceof Written written
          && written.position() <= position
          && position < written.end()) {
        return true;
      }
    }
    return false;
  }

  /** A clean copy of what is durable. */
  FileState durableCopy() {
    return new FileState(number, durable.copy(), durable.copy());
  }

  private void addPages(FileChange change) {
    switch (change) {
      case Written written -> addPages(written.position(), written.end());
      case Resized resized ->
          addPages(
              Math.min(resized.before(), resized.after()),
              Math.max(resized.before(), resized.after()));
    }
  }

  private void addPages(long from, long to) {
    for (long page = from / Content.PAGE_BYTES; page * Content.PAGE_BYTES < to; page++) {
      stalePages.add(page);
    }
  }
}

package dev.gyre.storage;

import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Disk.Lock;
import dev.gyre.storage.OpenResult.Damaged;
import dev.gyre.storage.OpenResult.Failed;
import dev.gyre.storage.OpenResult.Foreign;
import dev.gyre.storage.OpenResult.Locked;
import dev.gyre.storage.OpenResult.NewerFormat;
import dev.gyre.storage.OpenResult.Opened;
import dev.gyre.storage.OpenResult.Unusable;
import dev.gyre.storage.life.IdentityFile;
import dev.gyre.storage.life.LifeFile;
import dev.gyre.storage.life.NewDirectory;
import dev.gyre.storage.life.Ownership;
import dev.gyre.storage.log.LogHistory;
import dev.gyre.storage.tree.CellTree;
import java.io.IOException;
import java.util.List;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The way from a directory to a store: take the lock, see whose it is, make it if it is new,
 * recover. Until the identity is checked, nothing but the lock file is touched.
 */
final class Opening {
  private static final String LOCK = "lock";

  private final StorageOptions options;
  private final Disk disk;
  private final Ownership owner;
  private final NewDirectory fresh;

  /** The directory's name: as it was found, or as it was made. */
  private long directory;

  private Opening(StorageOptions options, Disk disk, Ownership owner, NewDirectory fresh) {
    this.options = options;
    this.disk = disk;
    this.owner = owner;
    this.fresh = fresh;
    this.directory = fresh.name();
  }

  static OpenResult open(
      StorageOptions options,
      Disk disk,
      StorageWorkers workers,
      Ownership owner,
      NewDirectory fresh) {
    Lock lock = null;
    try {
      lock = disk.tryLock(LOCK);
      if (lock == null) {
        return new Locked(
            "the data directory is in use: stop the process that holds "
                + disk
                + ", or name"
                + " another directory");
      }
      OpenResult result = new Opening(options, disk, owner, fresh).recover(lock, workers);
      if (result instanceof Failed) {
        lock.release();
      }
      return result;
    } catch (IOException | MVStoreException failed) {
      release(lock, failed);
      return new Unusable("the data directory cannot be used: " + failed.getMessage(), failed);
    }
  }

  private static void release(@Nullable Lock lock, Exception failed) {
    try {
      if (lock != null) {
        lock.release();
      }
    } catch (IOException second) {
      failed.addSuppressed(second);
    }
  }

  private OpenResult recover(Lock lock, StorageWorkers workers) throws IOException {
    List<String> names = disk.list();
    Failed refusal = names.contains(IdentityFile.NAME) ? checkIdentity() : prepareNew(names);
    if (refusal != null) {
      return refusal;
    }
    LifeFile lives = disk.list().contains(LifeFile.NAME) ? LifeFile.open(disk) : null;
    if (lives == null) {
      return new Damaged(
          "the file \"life\" is missing or damaged, so this node cannot know which lives it has"
              + " used: empty the directory and join under a new node id");
    }
    Recovery recovery = Recovery.run(options, disk, lives, owner.partitions(), fresh.firstLife());
    DurableStorage storage = new DurableStorage(options, workers, recovery.store(lock));
    return new Opened(
        storage,
        recovery.life(),
        recovery.lastSequence(),
        new OpenResult.Directory(directory, lives.life().accepted()),
        recovery.report());
  }

  private @Nullable Failed checkIdentity() throws IOException {
    return switch (IdentityFile.read(disk)) {
      case IdentityFile.Content.Damaged damaged ->
          new Damaged(
              "the file \"identity\" is damaged: put a copy of it back, or empty the directory and"
                  + " join under a new node id");
      case IdentityFile.Content.Newer newer ->
          new NewerFormat(
              "the data directory has format version "
                  + newer.formatVersion()
                  + ", this software knows versions up to "
                  + IdentityFile.FORMAT_VERSION
                  + ": start the newer software");
      case IdentityFile.Content.Valid valid -> {
        directory = valid.directory();
        yield valid.ownership().equals(owner)
            ? null
            : new Foreign(
                "the data directory belongs to "
                    + valid.ownership()
                    + ", this is "
                    + owner
                    + ": name this node's own directory");
      }
    };
  }

  /** Makes a new store, or says why the directory is none that may be filled. */
  private @Nullable Failed prepareNew(List<String> names) throws IOException {
    boolean interrupted = names.contains(IdentityFile.UNFINISHED);
    for (String name : names) {
      boolean ours =
          name.equals(LifeFile.NAME) || name.equals(CellTree.FILE) || LogHistory.owns(name);
      if (ours && !interrupted) {
        return new Damaged(
            "the file \"identity\" is missing beside data (\""
                + name
                + "\"): put it back, or empty the directory and join under a new node id");
      }
      if (ours) {
        disk.delete(name);
      }
    }
    IdentityFile.begin(disk, owner, fresh.name());
    LifeFile.create(disk);
    CellTree.create(disk);
    IdentityFile.complete(disk);
    return null;
  }
}

package dev.gyre.storage.tree;

import java.io.IOException;

/** A block of the tree that is not what was written there. */
final class DamagedBlockException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedBlockException(long block, int chunk) {
    super("block " + block + " of the tree fails its checksum (chunk " + chunk + ")");
  }
}

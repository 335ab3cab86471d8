package dev.gyre.storage.tree;

import java.io.IOException;

/** No state of the tree can be read. */
public final class DamagedTreeException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedTreeException(String message) {
    super(message);
  }
}

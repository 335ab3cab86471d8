package dev.gyre.server.node;

import dev.gyre.core.host.Disk;
import java.io.IOException;
import java.nio.file.Path;

/** Where a node's files are: the machine's file system, but in tests of disks that fail. */
@FunctionalInterface
interface Disks {
  /** Throws with a sentence for the operator when the directory cannot be used. */
  Disk at(Path directory) throws IOException;
}

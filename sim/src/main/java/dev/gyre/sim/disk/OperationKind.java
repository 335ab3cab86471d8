package dev.gyre.sim.disk;

/** What can be asked of a disk; each is counted, and each is a moment to crash at. */
public enum OperationKind {
  CREATE,
  OPEN,
  READ,
  WRITE,
  TRUNCATE,
  FORCE,
  RENAME,
  DELETE,
  LIST,
  FORCE_DIRECTORY
}

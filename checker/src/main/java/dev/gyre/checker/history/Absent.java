package dev.gyre.checker.history;

/** The value of a key that holds nothing. A delete writes it. */
public enum Absent {
  /** The one absent value. */
  ABSENT;

  @Override
  public String toString() {
    return "absent";
  }
}

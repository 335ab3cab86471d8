package dev.gyre.checker.history;

/** The functions that the built-in models know, by the number that {@link History} stores. */
public final class Functions {
  /** Returns the value; for a set or a list, all of it. */
  public static final int READ = 0;

  /** Replaces the value. A delete is a write of {@link Absent#ABSENT}. */
  public static final int WRITE = 1;

  /** Replaces the value when it equals the expected one. */
  public static final int CAS = 2;

  /** Adds a number to a counter, or an element to a set. */
  public static final int ADD = 3;

  /** Removes an element from a set. */
  public static final int REMOVE = 4;

  /** Appends an element to a list. */
  public static final int APPEND = 5;

  /** The names, at the index that is their number; further functions get numbers from here on. */
  static final String[] NAMES = {"read", "write", "cas", "add", "remove", "append"};

  private Functions() {}
}

package dev.gyre.rules;

/**
 * A place that breaks a rule of the source tree; {@code line} counts from 1, 0 is the whole file.
 */
record Offence(String rule, String path, long line, String what) implements Comparable<Offence> {

  @Override
  public int compareTo(Offence other) {
    int byPath = path.compareTo(other.path);
    return byPath != 0 ? byPath : Long.compare(line, other.line);
  }

  @Override
  public String toString() {
    return path + ":" + line + " [" + rule + "] " + what;
  }
}

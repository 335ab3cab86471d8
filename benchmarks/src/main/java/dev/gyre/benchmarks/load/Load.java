package dev.gyre.benchmarks.load;

/** One row of a table: what is done, with values of which size, by how many clients. */
public record Load(Workload workload, int valueBytes, int clients) {
  public Load {
    if (valueBytes < 1 || clients < 1) {
      throw new IllegalArgumentException(
          "a load needs a client and a byte: " + valueBytes + ", " + clients);
    }
  }
}

package dev.gyre.checker.format;

import dev.gyre.checker.history.History;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The formats that histories are read from. */
public enum HistoryFormat {
  /** Our JSON Lines: an object a line, an operation or an event each. */
  JSONL("jsonl"),
  /** Jepsen's history: EDN maps of events. */
  JEPSEN_EDN("jepsen-edn"),
  /** The text log of a Jepsen run against etcd, as Porcupine's test data keeps them. */
  ETCD_LOG("etcd-log");

  private static final int SNIFFED_BYTES = 4096;

  private final String label;

  HistoryFormat(String label) {
    this.label = label;
  }

  /** The name on a command line. */
  public String label() {
    return label;
  }

  /** The format of that name on a command line. */
  public static Optional<HistoryFormat> byLabel(String label) {
    for (HistoryFormat format : values()) {
      if (format.label.equals(label)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Guesses the format from the file's ending, then from how its content starts. */
  public static HistoryFormat guess(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".edn")) {
      return JEPSEN_EDN;
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
      return JSONL;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return guess(in.readNBytes(SNIFFED_BYTES));
    }
  }

  private static HistoryFormat guess(byte[] start) {
    int at = 0;
    while (at < start.length && start[at] <= ' ') {
      at++;
    }
    if (at == start.length) {
      return JSONL;
    }
    char first = (char) start[at];
    if (first == '{') {
      int next = at + 1;
      while (next < start.length && start[next] <= ' ') {
        next++;
      }
      return next < start.length && start[next] == '"' ? JSONL : JEPSEN_EDN;
    }
    return "[(;#".indexOf(first) >= 0 ? JEPSEN_EDN : ETCD_LOG;
  }

  /** Reads a file. */
  public History read(Path file, ReadOptions options)
      throws IOException, MalformedHistoryException {
    try (InputStream in = Files.newInputStream(file)) {
      return this == JSONL
          ? new JsonLinesReader(file.toString(), Files.size(file)).read(in)
          : read(in, file.toString(), options);
    }
  }

  /**
   * Reads a stream to its end, without holding its text.
   *
   * @param name what errors call the source
   */
  public History read(InputStream in, String name, ReadOptions options)
      throws IOException, MalformedHistoryException {
    return switch (this) {
      case JSONL -> new JsonLinesReader(name, 0).read(in);
      case JEPSEN_EDN -> new JepsenEdnReader(name, options).read(in);
      case ETCD_LOG -> new EtcdLogReader(name, options).read(new BufferedInputStream(in));
    };
  }
}

package dev.gyre.server.config;

import java.nio.file.Path;

/** Where a value came from. */
public sealed interface Origin {
  /** How it is said in messages. */
  String text();

  record Flag(Setting setting) implements Origin {
    @Override
    public String text() {
      return "flag " + setting.flag();
    }
  }

  record Environment(Setting setting) implements Origin {
    @Override
    public String text() {
      return "environment " + setting.environment();
    }
  }

  record Line(Path file, int number) implements Origin {
    @Override
    public String text() {
      return file + ":" + number;
    }
  }

  record Default() implements Origin {
    @Override
    public String text() {
      return "default";
    }
  }
}

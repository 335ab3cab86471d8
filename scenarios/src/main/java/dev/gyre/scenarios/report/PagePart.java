package dev.gyre.scenarios.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A part of the page that came with the code: its frame, style or script. */
final class PagePart {
  private PagePart() {}

  /** Its text; that it is missing is a fault of the build. */
  static String read(String name) {
    try (InputStream part = PagePart.class.getResourceAsStream(name)) {
      if (part == null) {
        throw new IllegalStateException(name + " is not in this build");
      }
      return new String(part.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

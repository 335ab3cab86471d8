package dev.gyre.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of settings in the documentation is the catalogue, no more and no less. */
class DocumentationTest {
  private static final Pattern ROW = Pattern.compile("\\| `([a-z]+\\.[a-z-]+)` \\|([^|]*)\\|.*");

  private static String operations() throws IOException {
    Path here = Path.of("docs", "OPERATIONS.md");
    return Files.readString(Files.exists(here) ? here : Path.of("..").resolve(here));
  }

  @Test
  void everySettingHasARowWithItsDefault() throws IOException {
    List<Matcher> rows = operations().lines().map(ROW::matcher).filter(Matcher::matches).toList();
    assertEquals(Catalogue.names(), rows.stream().map(row -> row.group(1)).toList());
    for (int i = 0; i < rows.size(); i++) {
      String fallback = Catalogue.ALL.get(i).fallback();
      if (fallback != null) {
        assertEquals(fallback, rows.get(i).group(2).strip(), rows.get(i).group(1));
      }
    }
  }

  @Test
  void everyExitCodeHasARow() throws IOException {
    for (int code = 0; code <= 7; code++) {
      assertTrue(operations().contains("\n| " + code + " | "), "exit code " + code);
    }
  }
}

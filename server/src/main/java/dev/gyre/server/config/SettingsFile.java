package dev.gyre.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads a YAML file of settings: groups of words with plain values, or lists of them. It is read as
 * a stream of tokens, so that every complaint names its line.
 */
final class SettingsFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final YAMLFactory YAML = new YAMLFactory();

  private final Path file;
  private final Map<String, Sourced> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private SettingsFile(Path file) {
    this.file = file;
  }

  /** Setting name to value, as written; every name is one of the catalogue. */
  static Map<String, Sourced> read(Path file) throws ConfigurationException {
    SettingsFile reader = new SettingsFile(file);
    String text = text(file);
    try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), text)) {
      reader.document(parser);
    } catch (JacksonException malformed) {
      int line = malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr();
      throw new ConfigurationException(
          file + ":" + line + ": not well-formed YAML: " + firstLine(malformed));
    }
    if (!reader.problems.isEmpty()) {
      throw new ConfigurationException(reader.problems);
    }
    return reader.values;
  }

  private static String text(Path file) throws ConfigurationException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigurationException(file + ": larger than " + MAX_BYTES + " bytes");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw new ConfigurationException(file + ": there is no such file");
    } catch (IOException failed) {
      throw new ConfigurationException(file + ": cannot be read: " + failed.getMessage());
    }
  }

  private static String firstLine(JacksonException malformed) {
    return malformed.getOriginalMessage().lines().findFirst().orElse("");
  }

  private void document(JsonParser parser) {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      complain(parser, "a configuration is a list of groups such as \"cluster:\"");
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String group = parser.currentName();
      int line = line(parser);
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        group(parser, group);
      } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
        problems.add(at(line) + "unknown key \"" + group + "\"" + hint(group));
        parser.skipChildren();
      }
    }
  }

  private void group(JsonParser parser, String group) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = group + "." + parser.currentName();
      int line = line(parser);
      parser.nextToken();
      if (!Catalogue.names().contains(name)) {
        problems.add(at(line) + "unknown key \"" + name + "\"" + hint(name));
        parser.skipChildren();
        continue;
      }
      String text = value(parser, name);
      if (values.putIfAbsent(name, new Sourced(text, new Origin.Line(file, line))) != null) {
        problems.add(at(line) + "\"" + name + "\" is given twice");
      }
    }
  }

  /** A plain value, or the elements of a list joined by commas. */
  private String value(JsonParser parser, String name) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return "";
    }
    if (parser.currentToken().isScalarValue()) {
      return parser.getString();
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      complain(parser, "\"" + name + "\" is a value or a list, not a group");
      parser.skipChildren();
      return "";
    }
    List<String> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isScalarValue()) {
        elements.add(parser.getString());
      } else {
        complain(parser, "\"" + name + "\" is a list of plain values");
        parser.skipChildren();
      }
    }
    return String.join(",", elements);
  }

  private static String hint(String name) {
    return Nearest.hint(name, Catalogue.names());
  }

  private void complain(JsonParser parser, String sentence) {
    problems.add(at(line(parser)) + sentence);
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private String at(int line) {
    return file + ":" + line + ": ";
  }
}

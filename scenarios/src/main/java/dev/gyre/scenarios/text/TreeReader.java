package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 to a tree; JSON is a part of it. Built from the parser's events, so that no alias can
 * make a small file large, and nothing becomes an object but by our own descriptions.
 */
final class TreeReader {
  static final int MOST_CHARACTERS = 16 << 20;
  private static final int DEEPEST = 32;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS).build();

  private final Iterator<Event> events;

  /** The text is not in the language at all: reading ends here. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int line;
    private final String reason;

    Unreadable(int line, String reason) {
      super(reason, null, false, false);
      this.line = line;
      this.reason = reason;
    }
  }

  private TreeReader(Iterator<Event> events) {
    this.events = events;
  }

  static Either<Vector<Problem>, Tree> read(String text) {
    try {
      return Either.right(new TreeReader(new Parse(SETTINGS).parseString(text).iterator()).only());
    } catch (Unreadable e) {
      return Problem.at(e.line, e.reason);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0);
      return Problem.at(line + 1, "this is not YAML: " + e.getProblem());
    } catch (ReaderException e) {
      String code = String.format(Locale.ROOT, "U+%04X", e.getCodePoint());
      return Problem.at(1, "the character " + code + " may stand in quotes only, escaped");
    } catch (YamlEngineException e) {
      return Problem.at(1, "this is not YAML: " + e.getMessage());
    }
  }

  private Tree only() {
    Tree tree = null;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
        default -> {
          if (tree != null) {
            throw new Unreadable(line(event), "a file holds one document, and here is another");
          }
          tree = tree(event, 0);
        }
      }
    }
    if (tree == null) {
      throw new Unreadable(1, "the file is empty");
    }
    return tree;
  }

  private Tree tree(Event event, int depth) {
    if (depth > DEEPEST) {
      throw new Unreadable(line(event), "nothing here is nested so deeply");
    }
    return switch (event.getEventId()) {
      case Scalar -> new Tree.Word(((ScalarEvent) event).getValue(), false, line(event));
      case SequenceStart -> items(line(event), depth);
      case MappingStart -> fields(line(event), depth);
      case Alias ->
          throw new Unreadable(
              line(event),
              "aliases such as *" + ((AliasEvent) event).getAlias() + " are not used here");
      default -> throw new IllegalStateException("no value begins with " + event);
    };
  }

  private Tree items(int line, int depth) {
    List<Tree> items = new ArrayList<>();
    for (Event next = events.next(); !ends(next); next = events.next()) {
      items.add(tree(next, depth + 1));
    }
    return new Tree.Items(Vector.ofAll(items), line);
  }

  private Tree fields(int line, int depth) {
    List<Tree.Field> fields = new ArrayList<>();
    for (Event next = events.next(); !ends(next); next = events.next()) {
      if (!(next instanceof ScalarEvent name)) {
        throw new Unreadable(line(next), "a single word is wanted before the colon");
      }
      fields.add(new Tree.Field(name.getValue(), tree(events.next(), depth + 1), line(next)));
    }
    return new Tree.Fields(Vector.ofAll(fields), line);
  }

  private static boolean ends(Event event) {
    Event.ID id = event.getEventId();
    return id == Event.ID.SequenceEnd || id == Event.ID.MappingEnd;
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}

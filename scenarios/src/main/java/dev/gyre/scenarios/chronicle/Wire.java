package dev.gyre.scenarios.chronicle;

import dev.gyre.core.message.Message;
import java.util.Arrays;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** One direction between two endpoints: which entry sent the message with which number. */
final class Wire {
  private static final int FIRST = 64;

  final String from;
  final String to;

  /** By the message's number; {@link Chronicle#NONE} where it was not recorded. */
  private int[] entries = new int[FIRST];

  /** Answers under way to a client, by number. Looked up, never walked. */
  private final HashMap<Long, Message> answers = new HashMap<>();

  Wire(String from, String to) {
    this.from = from;
    this.to = to;
    Arrays.fill(entries, Chronicle.NONE);
  }

  void sent(long number, int entry, Message message) {
    int at = Math.toIntExact(number);
    if (at >= entries.length) {
      int known = entries.length;
      entries = Arrays.copyOf(entries, Math.max(at + 1, known * 2));
      Arrays.fill(entries, known, entries.length, Chronicle.NONE);
    }
    entries[at] = entry;
    if (message instanceof Message.Answer) {
      answers.put(number, message);
    }
  }

  int entry(long number) {
    return number < entries.length ? entries[Math.toIntExact(number)] : Chronicle.NONE;
  }

  /** The answer with this number, which comes once; null for any other message. */
  @Nullable Message takeAnswer(long number) {
    return answers.remove(number);
  }
}

package dev.gyre.transport.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is under way to one life, in order of launching: a list through the messages themselves,
 * because every message enters and leaves it.
 */
final class UnderWay {
  private @Nullable Delivery first;
  private @Nullable Delivery last;

  void add(Delivery message) {
    message.before = last;
    if (last == null) {
      first = message;
    } else {
      last.after = message;
    }
    last = message;
  }

  void remove(Delivery message) {
    Delivery before = message.before;
    Delivery after = message.after;
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    message.before = null;
    message.after = null;
  }

  /** Empties it. */
  List<Delivery> takeAll() {
    List<Delivery> all = new ArrayList<>();
    for (Delivery message = first; message != null; message = first) {
      remove(message);
      all.add(message);
    }
    return all;
  }
}

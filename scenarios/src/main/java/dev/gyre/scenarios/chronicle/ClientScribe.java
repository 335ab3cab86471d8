package dev.gyre.scenarios.chronicle;

import dev.gyre.core.message.Command;
import dev.gyre.core.message.Message;
import dev.gyre.core.value.RequestId;
import dev.gyre.scenarios.chronicle.Ledger.Note;
import dev.gyre.scenarios.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Writes down what a client sends and is told. */
final class ClientScribe {
  private final Ledger ledger;
  private final Ledger.Spot spot;

  /** By the number under which it was asked. Looked up, never walked. */
  private final HashMap<RequestId, Integer> asks = new HashMap<>();

  /** What was asked, in order, with what it asked for. */
  private final List<Sent> sent = new ArrayList<>();

  /** By the entry of an asking: its answers. Looked up, never walked. */
  private final HashMap<Integer, Integer> answers = new HashMap<>();

  /** An asking: every attempt of an operation asks for the same. */
  record Sent(int entry, String sought) {}

  ClientScribe(Ledger ledger, Ledger.Spot spot) {
    this.ledger = ledger;
    this.spot = spot;
  }

  int sent(Message message, String target) {
    String named = Words.key(message);
    String key = named == null ? "" : named;
    String text = "→ " + target + ": " + Words.message(message);
    int entry = ledger.write(spot, Kind.SENT, new Note(text, key, Chronicle.NONE, Chronicle.NONE));
    if (message instanceof Message.Ask ask && entry != Chronicle.NONE) {
      asks.put(ask.id(), entry);
      sent.add(new Sent(entry, sought(ask.command())));
    }
    return entry;
  }

  /** An answer arrives. */
  void arrives(Message message, int entry) {
    if (message instanceof Message.Answer answer) {
      int asking = asks.getOrDefault(answer.id(), Chronicle.NONE);
      ledger.basis(entry, asking);
      answers.put(asking, entry);
    }
  }

  List<Sent> sent() {
    return sent;
  }

  /** The entry of the answer to an asking. */
  int answer(int asking) {
    return answers.getOrDefault(asking, Chronicle.NONE);
  }

  private static String sought(Command command) {
    return switch (command) {
      case Command.Get get -> "get " + get.key();
      case Command.Scan scan -> "scan " + scan.range();
      case Command.Write write -> write.key() + " = " + Words.content(write.content());
    };
  }

  /** The same for an operation of a history. */
  static String sought(Operation operation) {
    return switch (operation.action()) {
      case Operation.Action.Get get -> "get " + operation.key();
      case Operation.Action.Put put ->
          operation.key() + " = " + (put.value() == null ? Words.TOMBSTONE : put.value());
    };
  }
}

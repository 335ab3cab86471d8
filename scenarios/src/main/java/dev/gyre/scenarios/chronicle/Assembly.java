package dev.gyre.scenarios.chronicle;

import dev.gyre.scenarios.dsl.Prose;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Result;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult.FaultRecord;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Joins what was recorded with what only the result of a run knows: which operation a message
 * belongs to, when clients had their answers, faults, the verdict. These become entries among the
 * others: an asking before all that happened at its moment, an answer after it.
 */
final class Assembly {
  private final Ledger ledger;
  private final TreeMap<String, ClientScribe> clients;
  private final History history;
  private final List<Extra> extras = new ArrayList<>();

  /** By recorded entry: the extra that caused it. */
  private final int[] causedBy;

  /** By operation: the extra of its asking, of its answer, and the entry of its last message. */
  private final int[] askings;

  private final int[] answers;
  private final int[] lastMessages;

  /** Something to insert. Its cause is an extra, or a recorded entry. */
  private record Extra(
      long nanos, int place, Kind kind, String text, String key, int operation, Links links) {}

  /**
   * @param basis the operation whose answer it builds on
   */
  private record Links(int causeExtra, int causeEntry, int basis) {
    static final Links NOTHING = extra(Chronicle.NONE);

    static Links extra(int cause) {
      return new Links(cause, Chronicle.NONE, Chronicle.NONE);
    }

    static Links entry(int cause) {
      return new Links(Chronicle.NONE, cause, Chronicle.NONE);
    }
  }

  Assembly(Ledger ledger, TreeMap<String, ClientScribe> clients, History history) {
    this.ledger = ledger;
    this.clients = clients;
    this.history = history;
    this.causedBy = filled(ledger.columns().size());
    this.askings = filled(history.size());
    this.answers = filled(history.size());
    this.lastMessages = filled(history.size());
    addOperations();
  }

  private static int[] filled(int length) {
    int[] empty = new int[length];
    Arrays.fill(empty, Chronicle.NONE);
    return empty;
  }

  private void addOperations() {
    for (Operation operation : history.operations()) {
      askings[operation.index()] = extras.size();
      extras.add(
          new Extra(
              operation.invokedNanos(),
              place(operation),
              Kind.ASKED,
              Deeds.asked(operation),
              operation.key(),
              operation.index(),
              basisOf(operation)));
    }
    clients.forEach(this::joinMessages);
    for (Operation operation : history.operations()) {
      if (!(operation.result() instanceof Result.Pending)) {
        answers[operation.index()] = extras.size();
        int last = lastMessages[operation.index()];
        extras.add(
            new Extra(
                operation.completedNanos(),
                place(operation),
                Kind.ANSWERED,
                Deeds.answered(operation),
                operation.key(),
                operation.index(),
                last == Chronicle.NONE
                    ? Links.extra(askings[operation.index()])
                    : Links.entry(last)));
      }
    }
  }

  /** A write that carries the context of a read follows from it; the read is told before. */
  private Links basisOf(Operation operation) {
    return operation.action() instanceof Operation.Action.Put put && put.basis() != null
        ? new Links(Chronicle.NONE, Chronicle.NONE, put.basis())
        : Links.NOTHING;
  }

  private int place(Operation operation) {
    return ledger.place("client" + operation.client());
  }

  private void joinMessages(String name, ClientScribe client) {
    TreeMap<String, List<Operation>> sought = new TreeMap<>();
    for (Operation operation : history.operations()) {
      if (name.equals("client" + operation.client())) {
        sought
            .computeIfAbsent(ClientScribe.sought(operation), unseen -> new ArrayList<>())
            .add(operation);
      }
    }
    for (ClientScribe.Sent sent : client.sent()) {
      long nanos = ledger.columns().nanos[sent.entry()];
      for (Operation operation : sought.getOrDefault(sent.sought(), List.of())) {
        if (operation.invokedNanos() <= nanos && nanos <= operation.completedNanos()) {
          join(operation, sent.entry(), client.answer(sent.entry()));
          break;
        }
      }
    }
  }

  private void join(Operation operation, int asking, int answer) {
    causedBy[asking] = askings[operation.index()];
    boolean inTime =
        answer != Chronicle.NONE && ledger.columns().nanos[answer] <= operation.completedNanos();
    if (inTime) {
      lastMessages[operation.index()] = Math.max(lastMessages[operation.index()], answer);
    }
  }

  Assembly inflicted(Vector<FaultRecord> faults) {
    for (FaultRecord fault : faults) {
      extras.add(
          world(fault.fromNanos(), Kind.FAULT, Prose.of(fault.step().fault()), Links.NOTHING));
      int begun = extras.size() - 1;
      if (fault.toNanos() > fault.fromNanos()) {
        String text = "over: " + Prose.of(fault.step().fault());
        extras.add(world(fault.toNanos(), Kind.ENDED, text, Links.extra(begun)));
      }
    }
    return this;
  }

  Assembly judged(Vector<Violation> violations) {
    for (Violation violation : violations) {
      List<Integer> operations = Deeds.named(violation.sentence(), history.size());
      long nanos = lastNanos();
      int cause = Chronicle.NONE;
      if (!operations.isEmpty()) {
        Operation first = history.get(operations.getFirst());
        boolean open = first.result() instanceof Result.Pending;
        nanos = open ? nanos : first.completedNanos();
        cause = open ? askings[first.index()] : answers[first.index()];
      }
      extras.add(world(nanos, Kind.VIOLATED, violation.toString(), Links.extra(cause)));
    }
    return this;
  }

  private long lastNanos() {
    Columns columns = ledger.columns();
    return columns.size() == 0 ? 0 : columns.nanos[columns.size() - 1];
  }

  private static Extra world(long nanos, Kind kind, String text, Links links) {
    return new Extra(nanos, Ledger.WORLD, kind, text, "", Chronicle.NONE, links);
  }

  /** Puts everything in order and moves all links. */
  Chronicle assembled() {
    Columns recorded = ledger.columns();
    Integer[] order = new Integer[extras.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        Comparator.<Integer>comparingLong(i -> extras.get(i).nanos)
            .thenComparing(i -> isLate(extras.get(i).kind)));
    Columns all = new Columns(recorded.size() + order.length);
    int[] movedEntries = filled(recorded.size());
    int[] movedExtras = filled(order.length);
    int next = 0;
    for (int entry = 0; entry <= recorded.size(); entry++) {
      while (next < order.length && comes(extras.get(order[next]), entry, recorded)) {
        movedExtras[order[next]] = insert(all, extras.get(order[next]), movedEntries, movedExtras);
        next++;
      }
      if (entry < recorded.size()) {
        int cause =
            causedBy[entry] == Chronicle.NONE
                ? moved(recorded.causes[entry], movedEntries)
                : movedExtras[causedBy[entry]];
        int basis = moved(recorded.bases[entry], movedEntries);
        movedEntries[entry] = all.copy(recorded, entry, cause, basis);
      }
    }
    return new Chronicle(all, ledger.places(), ledger.strings().all(), ledger.dropped());
  }

  private static int moved(int link, int[] moved) {
    return link == Chronicle.NONE ? Chronicle.NONE : moved[link];
  }

  private static boolean isLate(Kind kind) {
    return kind == Kind.ANSWERED || kind == Kind.VIOLATED;
  }

  private static boolean comes(Extra extra, int entry, Columns recorded) {
    if (entry == recorded.size()) {
      return true;
    }
    long nanos = recorded.nanos[entry];
    return isLate(extra.kind) ? extra.nanos < nanos : extra.nanos <= nanos;
  }

  private int insert(Columns all, Extra extra, int[] movedEntries, int[] movedExtras) {
    int added = all.add(extra.nanos, extra.place, 0, extra.kind);
    all.texts[added] = ledger.strings().number(extra.text);
    all.keys[added] = ledger.strings().number(extra.key);
    all.operations[added] = extra.operation;
    Links links = extra.links;
    all.causes[added] =
        links.causeExtra == Chronicle.NONE
            ? moved(links.causeEntry, movedEntries)
            : movedExtras[links.causeExtra];
    if (links.basis != Chronicle.NONE) {
      all.bases[added] = moved(answers[links.basis], movedExtras);
    }
    return added;
  }
}

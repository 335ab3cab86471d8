package dev.gyre.scenarios.chronicle;

import dev.gyre.core.host.HostObserver;
import dev.gyre.core.message.Message;
import dev.gyre.core.value.NodeId;
import dev.gyre.scenarios.chronicle.Ledger.Note;
import dev.gyre.scenarios.cluster.ClusterObserver;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.Director;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.storage.CellObserver;
import dev.gyre.transport.sim.Effect;
import io.vavr.collection.Vector;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records one run of a simulated cluster. It observes and never acts: the trace of the run is that
 * of a run without it.
 */
public final class Chronicler implements ClusterObserver {
  /** Most entries of a recording; about 60 bytes each, and their texts. */
  public static final int MOST_ENTRIES = 2_000_000;

  private final Ledger ledger;

  /** By name, {@code from>to}. */
  private final TreeMap<String, Wire> wires = new TreeMap<>();

  private final TreeMap<String, NodeScribe> nodes = new TreeMap<>();
  private final TreeMap<String, CellTrail> trails = new TreeMap<>();
  private final TreeMap<String, ClientScribe> clients = new TreeMap<>();

  /** By node: the entry of its last start or end. */
  private final TreeMap<String, Integer> lives = new TreeMap<>();

  private @Nullable Director director;

  public Chronicler() {
    this(MOST_ENTRIES, Focus.EVERYTHING);
  }

  /**
   * @param most entries; past half of them only what the focus covers is kept
   */
  public Chronicler(int most, Focus focus) {
    this.ledger = new Ledger(most, focus);
  }

  /** What was recorded, with what clients saw, the faults and the verdict. Once, after the run. */
  public Chronicle chronicle(
      History history, Vector<RunResult.FaultRecord> faults, Vector<Violation> violations) {
    return new Assembly(ledger, clients, history).inflicted(faults).judged(violations).assembled();
  }

  /**
   * Of the whole result of a run. A chronicler that recorded nothing tells of clients, faults and
   * the verdict alone: of a run on a real cluster.
   */
  public Chronicle chronicle(RunResult result) {
    return chronicle(result.history(), result.faults(), result.findings().violations());
  }

  /** A known result with what clients saw and what was inflicted before the run broke off. */
  public RunResult brokenOff(RunResult known) {
    return director == null
        ? known
        : new RunResult(
            known.scenario(),
            known.seed(),
            known.findings(),
            director.history(),
            director.faults(),
            known.measures());
  }

  @Override
  public void directedBy(Director who) {
    director = who;
  }

  @Override
  public void begins(LongSupplier nowNanos) {
    ledger.begins(nowNanos);
  }

  @Override
  public HostObserver host(NodeId node, long life) {
    return scribe(node, life);
  }

  @Override
  public CellObserver cells(NodeId node, long life) {
    return scribe(node, life);
  }

  private NodeScribe scribe(NodeId node, long life) {
    NodeScribe known = nodes.get(node.toString());
    return known == null ? begin(node, life) : known;
  }

  private NodeScribe begin(NodeId node, long life) {
    String name = node.toString();
    CellTrail trail = trails.computeIfAbsent(name, unseen -> new CellTrail());
    int started = lives.getOrDefault(name, Chronicle.NONE);
    NodeScribe scribe = new NodeScribe(ledger, node, spot(name, life), trail, started);
    nodes.put(name, scribe);
    return scribe;
  }

  private Ledger.Spot spot(String name, long life) {
    return new Ledger.Spot(ledger.place(name), Math.toIntExact(life));
  }

  @Override
  public void became(NodeId node, long life, NodeChange change, String detail) {
    String name = node.toString();
    Kind kind =
        switch (change) {
          case STARTED -> Kind.STARTED;
          case CRASHED -> Kind.CRASHED;
          case STOPPED -> Kind.STOPPED;
          case PAUSED -> Kind.PAUSED;
          case RESUMED -> Kind.RESUMED;
        };
    String word =
        switch (change) {
          case STARTED -> life == 1 ? "starts" : "starts again: life " + life;
          case CRASHED -> "crashes";
          case STOPPED -> "stops";
          case PAUSED -> "stands still";
          case RESUMED -> "goes on";
        };
    String text = detail.isEmpty() ? word : word + ": " + detail;
    int before = lives.getOrDefault(name, Chronicle.NONE);
    lives.put(
        name, ledger.write(spot(name, life), kind, new Note(text, "", Chronicle.NONE, before)));
    if (kind == Kind.STARTED) {
      begin(node, life);
    }
  }

  @Override
  public void sent(String from, String to, long number, Message message) {
    Wire wire = wires.computeIfAbsent(from + ">" + to, unseen -> new Wire(from, to));
    NodeScribe node = nodes.get(from);
    int entry =
        node == null ? client(from).sent(message, to) : node.sent(numbered(to), message, to);
    wire.sent(number, entry, message);
  }

  private ClientScribe client(String name) {
    return clients.computeIfAbsent(
        name, unseen -> new ClientScribe(ledger, new Ledger.Spot(ledger.place(name), 0)));
  }

  /** The node of this name; null when it is a client. */
  private @Nullable NodeId numbered(String name) {
    return isNode(name) ? NodeId.of(Integer.parseInt(name.substring(1))) : null;
  }

  private static boolean isNode(String name) {
    return name.length() > 1 && name.charAt(0) == 'n' && Character.isDigit(name.charAt(1));
  }

  @Override
  public void became(String from, String to, long number, Effect what) {
    Wire wire = wires.get(from + ">" + to);
    if (wire == null) {
      return;
    }
    int sent = wire.entry(number);
    boolean connection = !isNode(from) || !isNode(to);
    switch (what) {
      case DELIVERED -> delivered(wire, number, sent);
      case LOST -> lost(wire, connection ? "lost with the connection" : "lost", sent);
      case OVERFLOWED -> lost(wire, "lost: too much waits on the link", sent);
      case CUT_OFF -> {
        if (connection) {
          held(wire, "held up by a partition", sent);
        } else {
          lost(wire, "stopped by a partition", sent);
        }
      }
      case CORRUPTED -> lost(wire, "bits flipped, refused by its checksum", sent);
      case LOST_IN_CRASH -> lost(wire, "lost in the crash of " + to, sent);
      case NOBODY_THERE -> lost(wire, to + " does not listen", sent);
      case FOREIGN -> lost(wire, "refused: of another cluster", sent);
      case OTHER_TOPOLOGY -> lost(wire, "refused: of another topology", sent);
      case CLOGGED -> held(wire, "held by a clogged link", sent);
      case DUPLICATED -> held(wire, "comes twice", sent);
      case REACHED_NEXT_LIFE -> held(wire, "reaches the next life of " + to, sent);
      case SENT,
          REORDERED,
          SLOWED,
          OVERSIZE,
          CONNECTIONS_MADE,
          CONNECTIONS_REFUSED,
          CONNECTIONS_BROKEN -> {}
    }
  }

  private void delivered(Wire wire, long number, int sent) {
    String said = ledger.text(sent);
    String text = "← " + wire.from + said.substring(Math.max(0, said.indexOf(':')));
    int life = lifeOf(wire.to);
    Note note = new Note(text, ledger.key(sent), sent, Chronicle.NONE);
    int entry = ledger.write(spot(wire.to, life), Kind.RECEIVED, note);
    NodeScribe node = nodes.get(wire.to);
    Message answer = wire.takeAnswer(number);
    if (node != null) {
      node.arrives(entry);
    } else if (answer != null) {
      client(wire.to).arrives(answer, entry);
    }
  }

  private int lifeOf(String name) {
    NodeScribe node = nodes.get(name);
    return node == null ? 0 : node.life();
  }

  private void lost(Wire wire, String why, int sent) {
    fate(wire, Kind.LOST, why, sent);
  }

  private void held(Wire wire, String why, int sent) {
    fate(wire, Kind.DELAYED, why, sent);
  }

  /** Shown at the receiver: there it is missed. */
  private void fate(Wire wire, Kind kind, String why, int sent) {
    String text = "from " + wire.from + ": " + why;
    Note note = new Note(text, ledger.key(sent), sent, Chronicle.NONE);
    ledger.write(spot(wire.to, lifeOf(wire.to)), kind, note);
  }
}

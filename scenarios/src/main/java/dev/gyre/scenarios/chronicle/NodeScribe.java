package dev.gyre.scenarios.chronicle;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.host.HostObserver;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.scenarios.chronicle.Ledger.Note;
import dev.gyre.storage.CellObserver;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Writes down one life of a node, and what follows from what within it. */
final class NodeScribe implements HostObserver, CellObserver {
  /** Of no request, and due again and again: it follows from nothing. */
  private static final Note BACKGROUND =
      new Note("a turn of the node's own", "", Chronicle.NONE, Chronicle.NONE);

  private final Ledger ledger;
  private final NodeId node;
  private final Ledger.Spot spot;
  private final CellTrail cells;

  /** By request coordinated here: its last event. Looked up, never walked. */
  private final HashMap<RequestId, Integer> requests = new HashMap<>();

  /** By request coordinated here: the event that armed its timer. Looked up, never walked. */
  private final HashMap<RequestId, Integer> armed = new HashMap<>();

  /** What cells were asked: whence, and there under which number. Looked up, never walked. */
  private final HashMap<Asked, Integer> applied = new HashMap<>();

  /** The entry of the event that is being carried out, or was last. */
  private int current;

  /** The message that has just arrived. */
  private int arrived = Chronicle.NONE;

  /** The message that the node is sending for its present event. */
  private @Nullable Message sending;

  private NodeId asker;

  private record Asked(NodeId origin, RequestId id) {}

  NodeScribe(Ledger ledger, NodeId node, Ledger.Spot spot, CellTrail cells, int started) {
    this.ledger = ledger;
    this.node = node;
    this.spot = spot;
    this.cells = cells;
    this.current = started;
    this.asker = node;
  }

  int life() {
    return spot.life();
  }

  /** A message arrives: the next event is about it. */
  void arrives(int entry) {
    arrived = entry;
  }

  @Override
  public void event(Event event, Moment now) {
    current =
        switch (event) {
          case Event.Started started -> current;
          case Event.Retired retired -> current;
          case Event.Asked asked -> begun(asked);
          case Event.Received received -> received(received.message());
          case Event.Replied replied -> {
            RequestId id = replied.reply().id();
            int cause = applied.getOrDefault(new Asked(node, id), Chronicle.NONE);
            yield ofRequest(id, Kind.REPLIED, Words.reply(replied.reply()), cause);
          }
          case Event.Fired fired -> {
            RequestId id = fired.timer().request();
            int cause = armed.getOrDefault(id, Chronicle.NONE);
            if (fired.timer().isBackground()) {
              yield ledger.write(spot, Kind.FIRED, BACKGROUND);
            }
            yield ofRequest(id, Kind.FIRED, "waited long enough (" + id + ")", cause);
          }
        };
    sending = null;
  }

  private int begun(Event.Asked asked) {
    String named = Words.key(asked.command());
    String key = named == null ? "" : named;
    String text = Words.command(asked.command()) + " (" + asked.id() + ")";
    int entry = ledger.write(spot, Kind.BEGUN, new Note(text, key, arrived, Chronicle.NONE));
    requests.put(asked.id(), entry);
    return entry;
  }

  private int received(Message message) {
    switch (message) {
      case Message.FromReplica reply -> goesOn(reply.id());
      case Message.Answer answer -> goesOn(answer.id());
      case Message.ToReplica request -> {}
      case Message.Ask ask -> {}
      case Message.TopologyIs topology -> {}
      case Gossip gossip -> {}
    }
    return arrived;
  }

  private void goesOn(RequestId id) {
    ledger.basis(arrived, requests.getOrDefault(id, Chronicle.NONE));
    requests.put(id, arrived);
  }

  private int ofRequest(RequestId id, Kind kind, String text, int cause) {
    int before = requests.getOrDefault(id, Chronicle.NONE);
    String key = ledger.key(cause == Chronicle.NONE ? before : cause);
    int entry = ledger.write(spot, kind, new Note(text, key, cause, before));
    requests.put(id, entry);
    return entry;
  }

  @Override
  public void effect(Effect effect) {
    switch (effect) {
      case Effect.Send send -> {
        sending = send.message();
        begins(send.message());
      }
      case Effect.Apply apply -> {
        asker = apply.origin();
        if (asker.equals(node)) {
          requests.put(apply.request().id(), current);
        }
      }
      case Effect.Arm arm when arm.timer().isBackground() -> {}
      case Effect.Arm arm -> {
        armed.put(arm.timer().request(), current);
        requests.put(arm.timer().request(), current);
      }
      case Effect.Disarm disarm -> armed.remove(disarm.timer().request());
      case Effect.Answer answer -> {}
    }
  }

  private void begins(Message message) {
    switch (message) {
      case Message.ToReplica request -> requests.put(request.id(), current);
      case Message.Ask ask -> requests.put(ask.id(), current);
      case Message.FromReplica reply -> {}
      case Message.Answer answer -> {}
      case Message.TopologyIs topology -> {}
      case Gossip gossip -> {}
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // A replica says "unchanged" by the instance.
  public void applied(Key key, Cell before, Cell after, Request.OnCell request) {
    boolean changed = before != after;
    String met = cells.words(key, before);
    String left = changed ? Words.cell(after.lane()) : met;
    String known = cells.lastWords(key);
    boolean forgot = known != null && !known.equals(met);
    String text = Words.request(request, changed) + (forgot ? "; what was not forced is gone" : "");
    Note note = new Note(text, key.toString(), current, cells.lastChange(key));
    int entry = ledger.write(spot, changed ? Kind.CHANGED : Kind.READ, note);
    ledger.cells(entry, met, left);
    cells.left(key, after, left, changed || forgot ? entry : cells.lastChange(key));
    applied.put(new Asked(asker, request.id()), entry);
  }

  /** A message leaves; returns its entry. */
  @SuppressWarnings("ReferenceEquality") // The very message of the effect.
  int sent(@Nullable NodeId to, Message message, String target) {
    int cause = current;
    if (message != sending && to != null && message instanceof Message.FromReplica reply) {
      cause = applied.getOrDefault(new Asked(to, reply.id()), current);
    }
    String named = Words.key(message);
    String key = named == null ? ledger.key(cause) : named;
    String text = "→ " + target + ": " + Words.message(message);
    return ledger.write(spot, Kind.SENT, new Note(text, key, cause, Chronicle.NONE));
  }
}

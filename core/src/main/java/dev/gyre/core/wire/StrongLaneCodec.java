package dev.gyre.core.wire;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.OperationWindow;
import dev.gyre.core.cell.OperationWindow.Result;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.consensus.Accepted;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.consensus.Register;
import dev.gyre.core.wire.MalformedException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Ballots, strong lanes and registers as bytes. Siblings name their actor in full, for the context
 * does not cover what a register wrote.
 *
 * <pre>
 * ballot     = varint counter, if that is not 0: varint node, varint life
 * stronglane = record { ballot version, count, sibling*, vector absorbed,
 *                       i64 evicted stamp, count, operation* }
 * operation  = writeId, u8 result, ballot
 * sibling    = record { varint node, life, birth, counter, writeId, content }
 * accepted   = ballot, if that is not none: stronglane
 * register   = record { ballot promised, accepted, u8 (1: that is chosen, 0: [accepted chosen]) }
 * </pre>
 */
final class StrongLaneCodec {
  private static final int LEAST_SIBLING = 24;
  private static final int LEAST_OPERATION = 19;
  private static final Result[] RESULTS = Result.values();

  private StrongLaneCodec() {}

  static void encodeBallot(Output out, Ballot ballot) {
    out.varint(ballot.counter());
    if (!ballot.isNone()) {
      out.varint(ballot.node());
      out.varint(ballot.life());
    }
  }

  static Ballot decodeBallot(Input in) throws MalformedException {
    long counter = in.varint();
    if (counter == 0) {
      return Ballot.NONE;
    }
    int node = in.bounded(Integer.MAX_VALUE, "a node id");
    return new Ballot(counter, node, in.bounded(Integer.MAX_VALUE, "a life"));
  }

  static void encodeSiblings(Output out, List<Sibling> siblings) {
    out.varint(siblings.size());
    for (Sibling sibling : siblings) {
      int record = out.begin();
      Dot dot = sibling.dot();
      out.varint(dot.actor().node());
      out.varint(dot.actor().life());
      out.varint(dot.actor().birth());
      out.varint(dot.counter());
      LaneCodec.encodeWriteId(out, sibling.writeId());
      LaneCodec.encodeContent(out, sibling.content());
      out.end(record);
    }
  }

  static List<Sibling> decodeSiblings(Input in) throws MalformedException {
    int count = in.count(LEAST_SIBLING, "the number of siblings");
    List<Sibling> siblings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int outer = in.enter();
      int node = in.bounded(Integer.MAX_VALUE, "a node id");
      int life = in.bounded(Integer.MAX_VALUE, "a life");
      Dot dot = new Dot(new Actor(node, life, in.varint()), in.varint());
      siblings.add(new Sibling(dot, LaneCodec.decodeWriteId(in), LaneCodec.decodeContent(in)));
      in.leave(outer);
    }
    return List.of(siblings.toArray(Sibling[]::new));
  }

  static void encode(Output out, StrongLane lane) {
    int record = out.begin();
    encodeBallot(out, lane.version());
    encodeSiblings(out, lane.siblings());
    LaneCodec.encodeVector(out, lane.absorbed());
    out.i64(lane.window().evictedStamp());
    out.varint(lane.window().entries().size());
    for (OperationWindow.Entry entry : lane.window().entries()) {
      LaneCodec.encodeWriteId(out, entry.id());
      out.u8(entry.result().ordinal());
      encodeBallot(out, entry.version());
    }
    out.end(record);
  }

  static StrongLane decode(Input in) throws MalformedException {
    int outer = in.enter();
    Ballot version = decodeBallot(in);
    List<Sibling> siblings = decodeSiblings(in);
    VersionVector absorbed = LaneCodec.decodeVector(in);
    long evicted = in.i64();
    int count = in.count(LEAST_OPERATION, "the number of operations");
    List<OperationWindow.Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      WriteId id = LaneCodec.decodeWriteId(in);
      int result = in.u8();
      if (result >= RESULTS.length) {
        throw new MalformedException(Kind.UNKNOWN_TYPE, "a result " + result);
      }
      entries.add(new OperationWindow.Entry(id, RESULTS[result], decodeBallot(in)));
    }
    in.leave(outer);
    return new StrongLane(
        version,
        siblings,
        absorbed,
        new OperationWindow(List.of(entries.toArray(OperationWindow.Entry[]::new)), evicted));
  }

  static void encodeAccepted(Output out, Accepted<StrongLane> accepted) {
    encodeBallot(out, accepted.ballot());
    if (!accepted.ballot().isNone()) {
      encode(out, accepted.state());
    }
  }

  static Accepted<StrongLane> decodeAccepted(Input in) throws MalformedException {
    Ballot ballot = decodeBallot(in);
    return ballot.isNone() ? Cell.UNUSED.accepted() : new Accepted<>(ballot, decode(in));
  }

  static void encodeRegister(Output out, Register<StrongLane> register) {
    int record = out.begin();
    encodeBallot(out, register.promised());
    encodeAccepted(out, register.accepted());
    boolean same = register.chosen().ballot().equals(register.accepted().ballot());
    out.u8(same ? 1 : 0);
    if (!same) {
      encodeAccepted(out, register.chosen());
    }
    out.end(record);
  }

  static Register<StrongLane> decodeRegister(Input in) throws MalformedException {
    int outer = in.enter();
    Ballot promised = decodeBallot(in);
    Accepted<StrongLane> accepted = decodeAccepted(in);
    Accepted<StrongLane> chosen = in.u8() == 1 ? accepted : decodeAccepted(in);
    in.leave(outer);
    return new Register<>(promised, accepted, chosen);
  }
}

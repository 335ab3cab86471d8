package dev.gyre.core.wire;

import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.Belief;
import dev.gyre.core.message.Gossip.Sighting;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.message.Gossip.Update;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.MalformedException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Gossip as bytes, message types 16 to 23:
 *
 * <pre>
 * 16 Ping         i64 number, updates                       20 Sync    updates
 * 17 Ack          i64 number, updates                       21 Synced  updates
 * 18 PingRequest  i64 number, varint target, updates        22 Tell    updates
 * 19 Nack         i64 number, updates                       23 Report  sightings
 *
 * updates = varint count, record { varint member, u8 state, varint incarnation, i64 directory,
 *                                  varint by }*
 * sightings = varint count, record { varint member, u8 state, varint incarnation, i64 directory,
 *                                    varint forMillis }*
 * </pre>
 */
final class GossipCodec {
  static final int FIRST_TYPE = 16;
  static final int LAST_TYPE = 23;

  private static final int PING = 16;
  private static final int ACK = 17;
  private static final int PING_REQUEST = 18;
  private static final int NACK = 19;
  private static final int SYNC = 20;
  private static final int SYNCED = 21;
  private static final int TELL = 22;
  private static final int REPORT = 23;

  private static final State[] STATES = State.values();

  /** Length, member, state, incarnation, directory, accuser or age. */
  private static final int LEAST_UPDATE = 4 + 1 + 1 + 1 + 8 + 1;

  private GossipCodec() {}

  static int type(Gossip gossip) {
    return switch (gossip) {
      case Gossip.Ping ping -> PING;
      case Gossip.Ack ack -> ACK;
      case Gossip.PingRequest request -> PING_REQUEST;
      case Gossip.Nack nack -> NACK;
      case Gossip.Sync sync -> SYNC;
      case Gossip.Synced synced -> SYNCED;
      case Gossip.Tell tell -> TELL;
      case Gossip.Report report -> REPORT;
    };
  }

  static void encode(Output out, Gossip gossip) {
    switch (gossip) {
      case Gossip.Ping ping -> out.i64(ping.number());
      case Gossip.Ack ack -> out.i64(ack.number());
      case Gossip.PingRequest request -> {
        out.i64(request.number());
        out.varint(request.target().number());
      }
      case Gossip.Nack nack -> out.i64(nack.number());
      case Gossip.Sync sync -> {}
      case Gossip.Synced synced -> {}
      case Gossip.Tell tell -> {}
      case Gossip.Report report -> {
        encodeSightings(out, report.sightings());
        return;
      }
    }
    encode(out, gossip.updates());
  }

  static Gossip decode(int type, Input in) throws MalformedException {
    return switch (type) {
      case PING -> new Gossip.Ping(in.i64(), updates(in));
      case ACK -> new Gossip.Ack(in.i64(), updates(in));
      case PING_REQUEST -> new Gossip.PingRequest(in.i64(), node(in), updates(in));
      case NACK -> new Gossip.Nack(in.i64(), updates(in));
      case SYNC -> new Gossip.Sync(updates(in));
      case SYNCED -> new Gossip.Synced(updates(in));
      case TELL -> new Gossip.Tell(updates(in));
      case REPORT -> new Gossip.Report(sightings(in));
      default -> throw new MalformedException(Kind.UNKNOWN_TYPE, "gossip of type " + type);
    };
  }

  private static void encode(Output out, List<Update> updates) {
    out.varint(updates.size());
    for (Update update : updates) {
      int record = out.begin();
      encode(out, update.member(), update.belief());
      out.varint(update.by().number());
      out.end(record);
    }
  }

  private static void encodeSightings(Output out, List<Sighting> sightings) {
    out.varint(sightings.size());
    for (Sighting sighting : sightings) {
      int record = out.begin();
      encode(out, sighting.member(), sighting.belief());
      out.varint(sighting.forMillis());
      out.end(record);
    }
  }

  private static void encode(Output out, NodeId member, Belief belief) {
    out.varint(member.number());
    out.u8(belief.state().ordinal());
    out.varint(belief.incarnation());
    out.i64(belief.directory());
  }

  private static List<Update> updates(Input in) throws MalformedException {
    int count = count(in);
    List<Update> updates = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int outer = in.enter();
      updates.add(new Update(node(in), belief(in), node(in)));
      in.leave(outer);
    }
    return updates;
  }

  private static List<Sighting> sightings(Input in) throws MalformedException {
    int count = count(in);
    List<Sighting> sightings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int outer = in.enter();
      sightings.add(new Sighting(node(in), belief(in), in.varint()));
      in.leave(outer);
    }
    return sightings;
  }

  private static int count(Input in) throws MalformedException {
    int count = in.count(LEAST_UPDATE, "the number of members");
    if (count > Gossip.MAX_UPDATES) {
      throw new MalformedException(Kind.BAD_LENGTH, count + " members in one message");
    }
    return count;
  }

  private static Belief belief(Input in) throws MalformedException {
    return new Belief(state(in.u8()), in.varint(), in.i64());
  }

  private static State state(int number) throws MalformedException {
    if (number >= STATES.length) {
      throw new MalformedException(Kind.INVALID, "no state of a member has the number " + number);
    }
    return STATES[number];
  }

  private static NodeId node(Input in) throws MalformedException {
    return NodeId.of(in.bounded(NodeId.MAX, "a node id"));
  }
}

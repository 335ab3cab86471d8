package dev.gyre.core.wire;

import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.LaneHistory;
import dev.gyre.core.cell.Lifetime;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairReport;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One envelope of every kind, always the same. */
public final class Envelopes {
  private Envelopes() {}

  public static List<Envelope> ofEveryKind() {
    RequestId id = RequestId.of(3, 77);
    Key key = Key.of("a/key");
    ContextToken token = ContextToken.of(new byte[] {1, 2, 3});
    WriteId name = new WriteId(5L << 16, -2, 9);
    Lane lane = lane();
    Topology topology =
        new Topology(
            2,
            256,
            3,
            List.of(
                new Member(NodeId.of(1), "r1", "h1:7400"),
                new Member(NodeId.of(2), "r2", "h2:7400")));
    List<Message> messages =
        List.of(
            new Request.Read(id, key),
            new Request.Merge(id, key, lane),
            new Reply.Found(id, lane),
            new Reply.Found(id, Lane.EMPTY),
            new Reply.Stored(id),
            new Reply.Refused(id, Refusal.CLOCK_AHEAD, "your clock"),
            new Message.Ask(id, new Command.Get(key, Consistency.QUORUM, 1_000)),
            new Message.Ask(id, new Command.Get(key, new Consistency.Replicas(2), 1_000)),
            new Message.Ask(
                id,
                new Command.Write(
                    key, Content.of(Value.of("v")), token, Consistency.ALL, name, 1, 250)),
            new Message.Ask(
                id, new Command.Write(key, Content.TOMBSTONE, null, Consistency.ONE, null, 0, 250)),
            new Message.Answer(id, new Outcome.Found(lane.newestFirst(), token)),
            new Message.Answer(id, new Outcome.Written(token)),
            new Message.Answer(id, new Outcome.NotApplied(Refusal.BUSY, "later")),
            new Message.Answer(id, new Outcome.Unknown("no answer")),
            new Message.TopologyIs(topology),
            new Gossip.Ping(81, updates()),
            new Gossip.Ping(82, List.of()),
            new Gossip.Ack(83, updates()),
            new Gossip.PingRequest(84, NodeId.of(2), updates()),
            new Gossip.Nack(85, List.of()),
            new Gossip.Sync(updates()),
            new Gossip.Synced(updates()),
            new Gossip.Tell(updates()),
            new Gossip.Report(sightings()),
            new RepairRequest.Roots(id, PartitionSet.of(256, 77)),
            new RepairReply.Roots(id, PartitionSet.of(256, 77), new long[] {-5}),
            new RepairRequest.Hashes(id, 77, 0),
            new RepairRequest.Hashes(id, 77, 0x8001),
            new RepairReply.Hashes(id, 77, 4, new long[RepairReply.Hashes.EACH]),
            new RepairRequest.Fetch(id, 3, List.of(key)),
            new RepairRequest.Store(id, List.of(new PartitionReply.Row(key, lane))),
            new Message.Answer(id, new Outcome.Repaired(new RepairReport(1, 2, 3, 4, 5, 6))),
            new Request.ReadDigest(id, key, 512, 12_345),
            new Reply.Digest(id, lane.digest()),
            new HintRequest.Keep(id, NodeId.of(300), key, lane));
    return Stream.of(messages, ofScans(id, key, name))
        .flatMap(List::stream)
        .map(message -> new Envelope(7, 123L << 16, message))
        .toList();
  }

  /** A member in each state. */
  private static List<Gossip.Update> updates() {
    return Arrays.stream(Gossip.State.values()).map(Envelopes::update).toList();
  }

  private static List<Gossip.Sighting> sightings() {
    return updates().stream()
        .map(update -> new Gossip.Sighting(update.member(), update.belief(), 1_234))
        .toList();
  }

  private static Gossip.Update update(Gossip.State state) {
    int number = 1 + state.ordinal();
    Gossip.Belief belief =
        new Gossip.Belief(state, ((long) number << Integer.SIZE) + 1, -77L * number);
    return new Gossip.Update(NodeId.of(number), belief, NodeId.of(5));
  }

  /** A lane with siblings, a tombstone-free window and several actors. */
  static Lane lane() {
    LaneHistory history = new LaneHistory();
    for (int choice : new int[] {0, 1, 2, 24, 6, 7, 12, 13, 18, 30, 31}) {
      history.step(choice);
    }
    return history.lanes().get(0).merge(history.lanes().get(1), 8);
  }

  /** What scans say, and values that expire. */
  private static List<Message> ofScans(RequestId id, Key key, WriteId name) {
    ContextToken token = ContextToken.of(new byte[] {1, 2, 3});
    Lane lane = lane();
    return List.of(
        new Message.Ask(
            id,
            new Command.Write(
                key,
                new Content.Present(Value.of("v"), new Lifetime.For(30_000)),
                null,
                Consistency.ONE,
                name,
                0,
                250)),
        new Message.Answer(
            id,
            new Outcome.Found(
                List.of(
                    new Sibling(
                        new Dot(new Actor(1, 2, 3), 4),
                        name,
                        new Content.Present(Value.of("v"), new Lifetime.Until(35_000)))),
                token)),
        new Message.Ask(
            id,
            new Command.Scan(
                new KeyRange(KeyPrefix.of("a/"), key), 100, true, Consistency.ONE, 250)),
        new Message.Answer(
            id,
            new Outcome.Page(
                List.of(new Outcome.Page.Entry(key, Value.of("v"), 5L << 16, 2)), key)),
        new PartitionRequest.Page(
            id,
            3,
            PartitionSet.of(256, 77),
            new KeyRange(KeyPrefix.of("a/"), key),
            new PartitionRequest.Extent(PartitionRequest.Detail.OUTLINES, 100, 65_536)),
        new PartitionReply.Cells(id, 3, List.of(new PartitionReply.Row(key, lane.outline())), true),
        new PartitionReply.Digests(
            id, 3, List.of(new PartitionReply.Digest(key, lane.digest(), 700)), false));
  }
}

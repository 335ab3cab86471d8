package dev.gyre.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.member.MemberSettings;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.Belief;
import dev.gyre.core.message.Gossip.Sighting;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.message.Gossip.Update;
import dev.gyre.core.value.NodeId;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GossipCodecTest {
  /** The longest update: every number at its largest. */
  private static final int UPDATE_BYTES = 4 + 3 + 1 + 9 + 8 + 3;

  private static byte[] bytes(Gossip gossip) {
    Output out = new Output(16);
    GossipCodec.encode(out, gossip);
    return out.toByteArray();
  }

  @Property
  void whatIsWrittenIsRead(@ForAll("gossip") Gossip gossip) throws MalformedException {
    Input in = new Input(bytes(gossip));
    assertEquals(gossip, GossipCodec.decode(GossipCodec.type(gossip), in));
    assertEquals(0, in.remaining());
  }

  @Test
  void aMessageOfTheUsualSettingsFitsAPacket() {
    NodeId last = NodeId.of(NodeId.MAX);
    Update largest = new Update(last, new Belief(State.LEFT, Long.MAX_VALUE, -1), last);
    int most = MemberSettings.Spreading.DEFAULT.updates();
    Gossip ping = new Gossip.PingRequest(-1, last, Collections.nCopies(most, largest));
    int bytes = FrameCodec.LEAST_BYTES + bytes(ping).length;
    assertTrue(bytes <= FrameCodec.LEAST_BYTES + 16 + most * UPDATE_BYTES, bytes + " bytes");
    assertTrue(bytes < 1_200, bytes + " bytes");
  }

  @Test
  void moreUpdatesThanMembersAreRefused() {
    NodeId node = NodeId.of(1);
    Update update = new Update(node, Belief.PRESUMED, node);
    List<Update> many = Collections.nCopies(Gossip.MAX_UPDATES + 1, update);
    assertThrows(IllegalArgumentException.class, () -> new Gossip.Tell(many));
    Output out = new Output(1 << 16);
    GossipCodec.encode(out, new Gossip.Tell(many.subList(0, Gossip.MAX_UPDATES)));
    byte[] bytes = out.toByteArray();
    bytes[0]++; // one more than there are
    assertThrows(MalformedException.class, () -> GossipCodec.decode(22, new Input(bytes)));
  }

  @Provide
  Arbitrary<Gossip> gossip() {
    Arbitrary<List<Update>> updates =
        Combinators.combine(nodes(), beliefs(), nodes()).as(Update::new).list().ofMaxSize(20);
    Arbitrary<Long> numbers = Arbitraries.longs();
    return Arbitraries.oneOf(
        Combinators.combine(numbers, updates).as(Gossip.Ping::new),
        Combinators.combine(numbers, updates).as(Gossip.Ack::new),
        Combinators.combine(numbers, nodes(), updates).as(Gossip.PingRequest::new),
        Combinators.combine(numbers, updates).as(Gossip.Nack::new),
        updates.map(Gossip.Sync::new),
        updates.map(Gossip.Synced::new),
        updates.map(Gossip.Tell::new),
        Combinators.combine(nodes(), beliefs(), Arbitraries.longs().greaterOrEqual(0))
            .as(Sighting::new)
            .list()
            .ofMaxSize(20)
            .map(Gossip.Report::new));
  }

  private static Arbitrary<NodeId> nodes() {
    return Arbitraries.integers().between(1, NodeId.MAX).map(NodeId::of);
  }

  private static Arbitrary<Belief> beliefs() {
    return Combinators.combine(
            Arbitraries.of(State.class), Arbitraries.longs().greaterOrEqual(0), Arbitraries.longs())
        .as(Belief::new);
  }
}

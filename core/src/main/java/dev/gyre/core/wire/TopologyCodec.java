package dev.gyre.core.wire;

import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.XxHash64;
import java.util.ArrayList;
import java.util.List;

/**
 * A topology as bytes: {@code varint epoch, partitions, replication, count, record { varint id,
 * rack, address }*}.
 */
public final class TopologyCodec {
  private static final int LEAST_MEMBER = 7;
  private static final int FEW_BYTES = 256;

  private TopologyCodec() {}

  public static void encode(Output out, Topology topology) {
    out.varint(topology.epoch());
    out.varint(topology.partitions());
    out.varint(topology.replication());
    out.varint(topology.members().size());
    for (Member member : topology.members()) {
      int record = out.begin();
      out.varint(member.id().number());
      Texts.encode(out, member.rack());
      Texts.encode(out, member.address());
      out.end(record);
    }
  }

  /** Stands for a topology where peers compare theirs; never 0. A wire format. */
  public static long hash(Topology topology) {
    Output out = new Output(FEW_BYTES);
    encode(out, topology);
    long hash = XxHash64.hash(out.toByteArray(), 0);
    return hash == 0 ? 1 : hash;
  }

  /** Throws {@link IllegalArgumentException} too, where the parts make no topology. */
  public static Topology decode(Input in) throws MalformedException {
    int epoch = in.bounded(Integer.MAX_VALUE, "an epoch");
    int partitions = in.bounded(Topology.MAX_PARTITIONS, "the number of partitions");
    int replication = in.bounded(Topology.MAX_REPLICATION, "the replication factor");
    int count = in.count(LEAST_MEMBER, "the number of members");
    List<Member> members = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int outer = in.enter();
      NodeId id = NodeId.of(in.bounded(NodeId.MAX, "a node id"));
      members.add(new Member(id, Texts.decode(in), Texts.decode(in)));
      in.leave(outer);
    }
    return new Topology(epoch, partitions, replication, members);
  }
}

package dev.gyre.scenarios.tcp;

import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.scenarios.dsl.Trouble;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.scenarios.tcp.proxy.Condition;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Carries out faults of links in the proxy. */
final class WireFaults {
  private final Wires wires;
  private final List<String> nodes;
  private final TcpStage stage;
  private final Effects effects;

  WireFaults(Wires wires, List<String> nodes, TcpStage stage, Effects effects) {
    this.wires = wires;
    this.nodes = nodes;
    this.stage = stage;
    this.effects = effects;
  }

  Lease inflict(int number, Fault.OnLinks fault, Runnable happened) {
    Runnable once = once(happened);
    return switch (fault) {
      case Fault.Partition partition -> partition(partition, once);
      case Fault.Cut cut ->
          wires.begin(names(cut.from()), names(cut.to()), held(true, "cut off", once));
      case Fault.Clog clog ->
          wires.begin(names(clog.from()), names(clog.to()), held(false, "clogged", once));
      case Fault.Link link -> link(number, link, once);
      case Fault.BreakConnections broken -> breakConnections(broken, once);
    };
  }

  /** What a condition tells comes from the proxy's thread, for every piece that it meets. */
  private Runnable once(Runnable happened) {
    AtomicBoolean told = new AtomicBoolean();
    return () -> {
      if (told.compareAndSet(false, true)) {
        stage.tell(happened);
      }
    };
  }

  private Runnable counting(String kind, Runnable happened) {
    return () -> {
      effects.count("pieces " + kind);
      happened.run();
    };
  }

  private Condition held(boolean lost, String kind, Runnable happened) {
    return new Condition.Held(lost, counting(kind, happened));
  }

  private Lease partition(Fault.Partition partition, Runnable happened) {
    List<String> side = names(partition.side());
    List<String> others = new ArrayList<>(nodes);
    others.removeAll(side);
    Condition cut = held(true, "cut off", happened);
    return switch (partition.direction()) {
      case BOTH -> both(wires.begin(side, others, cut), wires.begin(others, side, cut));
      case OUT -> wires.begin(side, others, cut);
      case IN -> wires.begin(others, side, cut);
    };
  }

  private static Lease both(Lease first, Lease second) {
    return () -> {
      first.end();
      second.end();
    };
  }

  private Lease link(int number, Fault.Link link, Runnable happened) {
    List<String> from = names(link.from());
    List<String> to = names(link.to());
    Trouble trouble = link.trouble();
    Seed seed = stage.seed().fork("link faults").fork("step", number);
    Lease lease = Lease.OVER;
    if (!trouble.latency().isZero() || trouble.bytesPerSecond() > 0) {
      Condition slow =
          new Condition.Slow(
              trouble.latency().toNanos(),
              trouble.bytesPerSecond(),
              seed.fork("latency").randomness(),
              counting("late", happened));
      lease = both(lease, wires.begin(from, to, slow));
    }
    if (trouble.corruption() > 0) {
      Condition corrupting =
          new Condition.Corrupting(
              trouble.corruption(),
              seed.fork("corruption").randomness(),
              counting("corrupted", happened));
      lease = both(lease, wires.begin(from, to, corrupting));
    }
    return lease;
  }

  private Lease breakConnections(Fault.BreakConnections fault, Runnable happened) {
    for (String node : names(fault.nodes())) {
      wires.breakClients(nodes, node);
    }
    happened.run();
    return Lease.OVER;
  }

  private List<String> names(Selector selector) {
    return selector.names(Vector.ofAll(nodes)).asJava();
  }
}

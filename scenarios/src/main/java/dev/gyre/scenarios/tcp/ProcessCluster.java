package dev.gyre.scenarios.tcp;

import dev.gyre.client.host.ClientHost;
import dev.gyre.client.machine.Limits;
import dev.gyre.core.ring.Member;
import dev.gyre.core.value.ClusterId;
import dev.gyre.scenarios.cluster.Layout;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.scenarios.run.Stage;
import dev.gyre.scenarios.run.World;
import dev.gyre.scenarios.tcp.process.Launch;
import dev.gyre.scenarios.tcp.process.ServerProcess;
import dev.gyre.scenarios.tcp.proxy.Proxy;
import dev.gyre.transport.netty.loop.NodeLoop;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/**
 * Real processes as a run meets them. They are started and ready before time begins, for it is not
 * a virtual machine's start that a scenario is about.
 */
final class ProcessCluster implements World {
  private final TcpStage stage;
  private final Wires wires;
  private final Clients clients;
  private final Limits limits;
  private final SortedMap<String, ServerProcess> processes = new TreeMap<>();
  private final WireFaults wireFaults;
  private final ProcessFaults processFaults;
  private final Effects effects = new Effects();
  private final Mishaps mishaps;
  private final Vector<String> notes;

  /**
   * Nothing runs yet.
   *
   * @param directory for everything that processes write
   */
  ProcessCluster(Scenario scenario, NodeLoop loop, TcpStage stage, Proxy proxy, Path directory)
      throws IOException {
    this.stage = stage;
    this.wires = new Wires(proxy);
    this.mishaps = new Mishaps(processes);
    this.limits = Limits.DEFAULT.withMaxAttempts(scenario.cluster().tuning().clientAttempts());
    ClusterId id = new ClusterId(stage.seed().fork("cluster").value(), 1);
    Flags flags =
        new Flags(
            id.toString(),
            scenario.cluster(),
            Layout.topology(scenario.cluster()),
            Flags.valueBytes(scenario.workload()));
    this.notes = flags.notes();
    SortedMap<String, InetSocketAddress> nodes = make(flags, directory);
    this.clients = new Clients(loop, id, stage, wires, nodes);
    List<String> names = List.copyOf(nodes.keySet());
    this.wireFaults = new WireFaults(wires, names, stage, effects);
    this.processFaults =
        new ProcessFaults(processes, directory.resolve("copies"), stage, effects, mishaps);
  }

  /** Returns where the nodes will listen, by name. */
  private SortedMap<String, InetSocketAddress> make(Flags flags, Path directory)
      throws IOException {
    List<Member> members = flags.topology().members();
    List<InetSocketAddress> ports = Ports.choose(members.size());
    TreeMap<Integer, InetSocketAddress> listening = new TreeMap<>();
    TreeMap<String, InetSocketAddress> named = new TreeMap<>();
    for (int i = 0; i < members.size(); i++) {
      listening.put(members.get(i).id().number(), ports.get(i));
      named.put(members.get(i).id().toString(), ports.get(i));
    }
    for (Member member : members) {
      String name = member.id().toString();
      TreeMap<Integer, InetSocketAddress> dialled = new TreeMap<>();
      for (Member peer : members) {
        InetSocketAddress target = named.get(peer.id().toString());
        if (peer != member && target != null) {
          dialled.put(peer.id().number(), wires.open(name, peer.id().toString(), target));
        }
      }
      Path data = directory.resolve(name);
      List<String> words = flags.of(member.id().number(), listening, dialled, data.toString());
      Launch launch = new Launch(name, words, data, directory.resolve(name + ".stderr"));
      processes.put(name, new ServerProcess(launch, mishaps));
    }
    Files.createDirectories(directory);
    return named;
  }

  /** Starts all processes; told when all are ready, or one has failed, on some thread. */
  Mono<Boolean> startProcesses() {
    Mono<Boolean> ready = mishaps.allReady(processes.size());
    processes.values().forEach(ServerProcess::start);
    return ready;
  }

  Mishaps mishaps() {
    return mishaps;
  }

  /** What of the scenario is different here. */
  Vector<String> notes() {
    return notes;
  }

  @Override
  public Stage stage() {
    return stage;
  }

  /** They run already. */
  @Override
  public void start() {}

  @Override
  public ClientHost client(int number) {
    return clients.start(number, limits);
  }

  @Override
  public Lease inflict(Step step, Runnable happened) {
    return switch (step.fault()) {
      case Fault.OnLinks fault -> wireFaults.inflict(step.number(), fault, happened);
      case Fault.OnNodes fault -> processFaults.inflict(fault, happened);
    };
  }

  @Override
  public void heal() {
    wires.calm();
    processes.values().forEach(ServerProcess::resume);
    processes.values().forEach(ServerProcess::start);
  }

  /** Nobody sees it from outside; what asks for it is refused before the start. */
  @Override
  public long hintsPending() {
    return 0;
  }

  @Override
  public String lastCoordinator() {
    throw new IllegalStateException("nobody sees from outside who coordinates");
  }

  @Override
  public int nodesDown() {
    int down = 0;
    for (ServerProcess process : processes.values()) {
      down += process.isReady() ? 0 : 1;
    }
    return down;
  }

  @Override
  public Vector<Violation> inspect(Vector<String> keys, Promise promise) {
    return switch (promise) {
      case RECOVERS -> missing();
      case NO_EXCEPTION -> mishaps.exceptions();
      case CONVERGED, HINTS_DRAINED, NO_LEFTOVERS, NO_NONSENSE, BOUNDED, REPRODUCIBLE -> {
        mishaps.notJudged(promise);
        yield Vector.empty();
      }
      case ANSWERED,
          NO_THIN_AIR,
          NO_ACKNOWLEDGED_WRITE_LOST,
          CAUSAL_SIBLINGS,
          NO_RESURRECTION,
          READ_YOUR_WRITES,
          MONOTONIC_READS,
          LINEARIZABLE ->
          Vector.empty();
    };
  }

  private Vector<Violation> missing() {
    List<Violation> violations = new ArrayList<>();
    for (ServerProcess process : processes.values()) {
      if (!process.isReady() && !process.isDataLost()) {
        violations.add(new Violation(Promise.RECOVERS, process.name() + " does not serve"));
      }
    }
    return Vector.ofAll(violations);
  }

  @Override
  public SortedMap<String, Long> effects() {
    SortedMap<String, Long> counts = effects.counts();
    long broken = wires.broken();
    long away = processes.values().stream().filter(ServerProcess::isDataLost).count();
    if (away > 0) {
      counts.put("nodes that will not serve without their data", away);
    }
    if (broken > 0) {
      counts.put("connections broken", broken);
    }
    return counts;
  }

  /** Whether some process has been called and has neither come to serve nor failed. */
  boolean isStarting() {
    return processes.values().stream().anyMatch(ServerProcess::isStarting);
  }

  /** From the call of a process to its being ready, at worst. */
  long slowestStartNanos() {
    return processes.values().stream().mapToLong(ServerProcess::slowestStartNanos).max().orElse(0);
  }

  /** Ends clients, on the stage's thread. */
  Mono<Void> closeClients() {
    return clients.close();
  }

  /** Kills everything, and returns when all is gone. */
  void closeProcesses() {
    processes.values().forEach(ServerProcess::kill);
    processes.values().forEach(ServerProcess::close);
  }

  /** SIGKILL to all, for when this JVM ends. */
  void killAtExit() {
    processes.values().forEach(ServerProcess::killAtExit);
  }
}

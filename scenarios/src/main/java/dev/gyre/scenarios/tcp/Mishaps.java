package dev.gyre.scenarios.tcp;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.tcp.process.ServerProcess;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What went wrong with processes that nobody had asked for, and what it says about whom: a node
 * that ends by itself is the product's fault; a port that is taken or a signal that cannot be sent
 * is the machine's, and then nothing is decided. Told from any thread.
 */
final class Mishaps implements ServerProcess.Watch {
  private static final String PORT_TAKEN = "cannot listen on";
  private static final String ERROR = "level=error";

  private final SortedMap<String, ServerProcess> processes;
  private final List<Violation> ended = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private final Set<Promise> notJudged = EnumSet.noneOf(Promise.class);

  /** Nodes whose disks were wiped or rolled back: these may refuse to serve. */
  private final Set<String> robbed = new TreeSet<>();

  private final Set<String> served = new TreeSet<>();
  private final Sinks.One<Boolean> allReady = Sinks.one();
  private int expected = Integer.MAX_VALUE;

  Mishaps(SortedMap<String, ServerProcess> processes) {
    this.processes = processes;
  }

  /** True when so many have served, false as soon as one has failed before that. */
  synchronized Mono<Boolean> allReady(int nodes) {
    expected = nodes;
    return allReady.asMono();
  }

  /** The data of this node is taken away. */
  synchronized void robbed(String node) {
    robbed.add(node);
  }

  @Override
  public synchronized void ready(String node) {
    served.add(node);
    if (served.size() >= expected) {
      allReady.tryEmitValue(true);
    }
  }

  @Override
  public synchronized void failed(String node, ServerProcess.Failure failure, String sentence) {
    if (failure == ServerProcess.Failure.DATA_LOST && robbed.contains(node)) {
      return; // As it should: it counts in no quorum until somebody decides.
    }
    boolean firstStart = failure == ServerProcess.Failure.NOT_STARTED && !served.contains(node);
    boolean machine = failure == ServerProcess.Failure.MACHINE || sentence.contains(PORT_TAKEN);
    if (firstStart || machine) {
      undecided.add(sentence);
    } else {
      ended.add(new Violation(Promise.NO_EXCEPTION, sentence));
    }
    allReady.tryEmitValue(false);
  }

  /** A check that this world cannot see. */
  synchronized void notJudged(Promise promise) {
    notJudged.add(promise);
  }

  synchronized Vector<String> notJudged() {
    return Vector.ofAll(notJudged).map(promise -> promise.word() + " is not judged here");
  }

  synchronized Vector<String> undecided() {
    return Vector.ofAll(undecided);
  }

  /** Nodes that ended by themselves: whatever the scenario asks, that is none of its faults. */
  synchronized Vector<Violation> ended() {
    return Vector.ofAll(ended);
  }

  /** What nodes logged as errors. */
  Vector<Violation> exceptions() {
    List<Violation> found = new ArrayList<>();
    for (ServerProcess process : processes.values()) {
      for (String line : process.errors()) {
        if (line.contains(ERROR)) {
          found.add(new Violation(Promise.NO_EXCEPTION, process.name() + " said: " + line));
        }
      }
    }
    return Vector.ofAll(found);
  }
}

package dev.gyre.scenarios.run;

import dev.gyre.client.host.ClientHost;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.oracle.Violation;
import io.vavr.collection.Vector;
import java.util.SortedMap;

/**
 * A cluster under test, simulated or real. All methods are called on the stage's thread, and none
 * blocks it.
 */
public interface World {
  Stage stage();

  /** Starts all nodes; clients may connect at once, and will be answered when somebody serves. */
  void start();

  /** A client that knows all nodes, started. */
  ClientHost client(int number);

  /**
   * Begins a fault. Its selectors are names by now.
   *
   * @param step names the fault's stream of draws
   * @param happened told each time that the fault met somebody whom it could harm; may be later
   *     than the call (a crash at the next force), or never
   * @return how to end it early
   */
  Lease inflict(Step step, Runnable happened);

  /**
   * Ends everything that is still amiss: links calm, clocks right, disks well, all nodes started.
   */
  void heal();

  /** The node that began last to coordinate a write, as far as this world can see. */
  String lastCoordinator();

  /** How many nodes do not run. */
  int nodesDown();

  /** How many hints running nodes keep for others, as far as this world can see. */
  long hintsPending();

  /**
   * Judges what only the world can see, once all is quiet: leftovers, replicas, bounds.
   *
   * @param keys of the workload
   */
  Vector<Violation> inspect(Vector<String> keys, Promise promise);

  /** By kind of fault, how often it changed what happened. */
  SortedMap<String, Long> effects();
}

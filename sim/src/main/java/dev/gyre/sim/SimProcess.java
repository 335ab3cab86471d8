package dev.gyre.sim;

import java.util.ArrayList;
import java.util.List;
import reactor.core.Disposable;

/**
 * One simulated operating-system process: what can be killed, paused and started again. All work of
 * a component under test runs on workers of its process.
 *
 * <ul>
 *   <li><b>kill</b>: its tasks never run again, and what anybody schedules on it vanishes silently,
 *       as a packet to a dead host does. The running task is not interrupted; nothing that it
 *       throws counts.
 *   <li><b>pause</b>: its tasks are held as they fall due (a long collection, a stopped container),
 *       and run on <b>resume</b>, in order.
 * </ul>
 */
public final class SimProcess {
  private final Simulation simulation;
  private final String name;
  private final long life;
  private final SimScheduler scheduler;
  private final List<Runnable> onKill = new ArrayList<>();

  /** The workers that came to hold tasks during the pause, in that order. */
  private final List<SimWorker> held = new ArrayList<>();

  private boolean alive = true;
  private boolean paused;
  private boolean stopped;

  /** Events of all its workers in the queue; 0 once stopped. */
  private int queuedEvents;

  private int workers;

  SimProcess(Simulation simulation, String name, long life) {
    this.simulation = simulation;
    this.name = name;
    this.life = life;
    this.scheduler = new SimScheduler(this);
  }

  public String name() {
    return name;
  }

  /** 1 for the first process of this name, one more for each that followed. */
  public long life() {
    return life;
  }

  public Simulation simulation() {
    return simulation;
  }

  public boolean isAlive() {
    return alive;
  }

  public boolean isPaused() {
    return paused;
  }

  /** The Reactor scheduler on which everything of this process runs. */
  public SimScheduler scheduler() {
    return scheduler;
  }

  /** Schedules on the process's main worker: see {@link SimWorker#schedule}. */
  public Disposable schedule(long delayNanos, String label, long payload, Runnable task) {
    return scheduler.main().schedule(delayNanos, label, payload, task);
  }

  /** Runs when the process is killed, in order of registration: close its connections here. */
  public void onKill(Runnable action) {
    onKill.add(action);
  }

  /** Ends this life; nothing when it has ended. */
  public void kill() {
    if (!alive) {
      return;
    }
    alive = false;
    stopTasks();
    simulation.note("kill " + this, 0);
    onKill.forEach(Runnable::run);
  }

  /** Holds every task from now on, but for the running one. */
  public void pause() {
    paused = true;
    simulation.note("pause " + this, 0);
  }

  /** Lets the held tasks run, each worker's in order. */
  public void resume() {
    paused = false;
    simulation.note("resume " + this, 0);
    held.forEach(SimWorker::resume);
    held.clear();
  }

  /** Every task of every worker is dead from now on. */
  void stopTasks() {
    stopped = true;
    held.clear();
    simulation.forget(queuedEvents);
    queuedEvents = 0;
  }

  /** Killed, or its scheduler disposed of. */
  boolean isStopped() {
    return stopped;
  }

  void holding(SimWorker worker) {
    held.add(worker);
  }

  void counted(int events) {
    queuedEvents += events;
  }

  String nextWorkerName() {
    return this + "/" + workers++;
  }

  /** The name, from the second life on with its number: {@code node-1#2}. */
  @Override
  public String toString() {
    return life == 1 ? name : name + "#" + life;
  }
}

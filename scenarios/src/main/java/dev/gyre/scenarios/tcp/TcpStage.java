package dev.gyre.scenarios.tcp;

import dev.gyre.scenarios.run.Stage;
import dev.gyre.sim.Coverage;
import dev.gyre.sim.Seed;
import dev.gyre.transport.netty.loop.NodeLoop;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/**
 * Real time on one event loop, which is that of all clients too: an answer reaches whoever asked
 * without a hop. It watches how late the loop is, which says whether deadlines could be kept here
 * at all.
 */
final class TcpStage implements Stage {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final NodeLoop loop;
  private final Scheduler scheduler;
  private final Seed seed;
  private final Coverage coverage = new Coverage();

  /** All below are confined to the loop. */
  private long originNanos;

  private long latestNanos;
  private boolean over;

  TcpStage(NodeLoop loop, Seed seed) {
    this.loop = loop;
    this.scheduler = loop.scheduler();
    this.seed = seed;
  }

  /** Time begins. Called on the loop. */
  void begin() {
    originNanos = System.nanoTime();
    tick(originNanos + TICK_NANOS);
  }

  /** Nothing that was planned happens any more. Called on the loop. */
  void end() {
    over = true;
  }

  private void tick(long dueNanos) {
    later(
        dueNanos - System.nanoTime(),
        () -> {
          long now = System.nanoTime();
          latestNanos = Math.max(latestNanos, now - dueNanos);
          tick(now + TICK_NANOS);
        });
  }

  /** By how much the loop was late at worst. Called on the loop. */
  long latestNanos() {
    return latestNanos;
  }

  Coverage coverage() {
    return coverage;
  }

  @Override
  public long nowNanos() {
    return System.nanoTime() - originNanos;
  }

  @Override
  public void after(long delayNanos, String label, Runnable action) {
    later(delayNanos, action);
  }

  private void later(long delayNanos, Runnable action) {
    scheduler.schedule(
        () -> {
          if (!over) {
            action.run();
          }
        },
        Math.max(0, delayNanos),
        TimeUnit.NANOSECONDS);
  }

  @Override
  public void answered(Runnable action) {
    loop.run(action);
  }

  /** From any thread, unless the run is over. */
  void tell(Runnable action) {
    later(0, action);
  }

  @Override
  public Seed seed() {
    return seed;
  }

  @Override
  public void sometimes(String state) {
    coverage.sometimes(state);
  }

  /** Nothing here is replayed, so there is no trace. */
  @Override
  public void note(String label, long payload) {}
}

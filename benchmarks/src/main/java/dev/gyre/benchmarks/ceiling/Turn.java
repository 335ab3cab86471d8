package dev.gyre.benchmarks.ceiling;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * One turn of an event loop: reads from every ready socket, then tasks. What the reads produced
 * leaves at the end of the turn, once per socket and once for the log, however many messages there
 * were. Used on its loop alone.
 */
final class Turn implements Runnable {
  private final EventLoop loop;
  private final List<Runnable> endings = new ArrayList<>();

  Turn(EventLoop loop) {
    this.loop = loop;
  }

  /** Runs {@code ending} when this turn's reads are done. The caller asks once per turn. */
  void atEnd(Runnable ending) {
    if (endings.isEmpty()) {
      loop.execute(this);
    }
    endings.add(ending);
  }

  @Override
  public void run() {
    for (int i = 0; i < endings.size(); i++) {
      endings.get(i).run();
    }
    endings.clear();
  }
}

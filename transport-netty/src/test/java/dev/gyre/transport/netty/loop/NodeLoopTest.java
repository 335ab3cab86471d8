package dev.gyre.transport.netty.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class NodeLoopTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final NodeLoop loop = NodeLoop.start("test-loop", failures::add);
  private final List<String> order = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    loop.close().block(BOUND);
  }

  @Test
  void tasksRunOnTheLoopInOrder() throws InterruptedException {
    Scheduler.Worker worker = loop.scheduler().createWorker();
    worker.schedule(() -> order.add("first " + loop.isCurrent()));
    loop.scheduler().schedule(() -> order.add("second"));
    worker.schedule(() -> order.add("third"));
    settle();
    assertEquals(List.of("first true", "second", "third"), order);
    assertFalse(loop.isCurrent());
  }

  @Test
  void endOfTurnComesAfterWhatIsAlreadyQueued() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    loop.run(
        () -> {
          loop.atEndOfTurn(
              () -> {
                order.add("end");
                ended.countDown();
              });
          loop.runLater(() -> order.add("queued"));
          order.add("now");
        });
    assertTrue(ended.await(BOUND.toSeconds(), TimeUnit.SECONDS));
    assertEquals(List.of("now", "queued", "end"), order);
  }

  @Test
  void aDisposedTaskOrWorkerRunsNothingMore() throws InterruptedException {
    Scheduler.Worker worker = loop.scheduler().createWorker();
    Disposable delayed = worker.schedule(() -> order.add("delayed"), 1, TimeUnit.HOURS);
    delayed.dispose();
    assertTrue(delayed.isDisposed());
    loop.run(
        () -> {
          worker.schedule(() -> order.add("after"));
          worker.dispose();
        });
    settle();
    assertEquals(List.of(), order);
    assertTrue(worker.isDisposed());
  }

  @Test
  void periodicTasksRepeatUntilDisposed() throws InterruptedException {
    CountDownLatch thrice = new CountDownLatch(3);
    Disposable task =
        loop.scheduler().schedulePeriodically(thrice::countDown, 0, 1, TimeUnit.MILLISECONDS);
    assertTrue(thrice.await(BOUND.toSeconds(), TimeUnit.SECONDS));
    task.dispose();
    assertTrue(task.isDisposed());
  }

  @Test
  void aFailingTaskIsToldAndTheLoopGoesOn() throws InterruptedException {
    IllegalStateException broken = new IllegalStateException("broken");
    loop.run(
        () ->
            loop.runLater(
                () -> {
                  throw broken;
                }));
    settle();
    assertEquals(List.of(broken), failures);
  }

  @Test
  void blockingOnTheLoopIsForbidden() throws InterruptedException {
    loop.run(
        () -> {
          order.add(String.valueOf(Schedulers.isInNonBlockingThread()));
          assertThrows(IllegalStateException.class, () -> Mono.never().block());
        });
    settle();
    assertEquals(List.of("true"), order);
    assertEquals(List.of(), failures);
  }

  @Test
  void heavyWorkRunsBesideTheLoopAndComesBackInOrder() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    loop.run(
        () -> {
          loop.offload(
              () -> "worked " + loop.isCurrent(),
              result -> {
                order.add(result + " back " + loop.isCurrent());
                both.countDown();
              });
          loop.offload(
              () -> "second",
              result -> {
                order.add(result);
                both.countDown();
              });
        });
    assertTrue(both.await(BOUND.toSeconds(), TimeUnit.SECONDS));
    assertEquals(List.of("worked false back true", "second"), order);
  }

  @Test
  void afterItsEndTasksAreRejected() {
    loop.close().block(BOUND);
    assertThrows(RejectedExecutionException.class, () -> loop.scheduler().schedule(() -> {}));
  }

  /** Waits until the loop has done all that was scheduled before. */
  private void settle() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    loop.runLater(() -> loop.runLater(done::countDown));
    assertTrue(done.await(BOUND.toSeconds(), TimeUnit.SECONDS));
  }
}

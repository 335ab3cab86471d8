package dev.gyre.client.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class PostTest {
  private static final int THREADS = 4;
  private static final int EACH = 20_000;

  private final Scheduler scheduler = Schedulers.newSingle("post-test");

  @AfterEach
  void stop() {
    scheduler.dispose();
  }

  /** Unsynchronised counters survive, because posts are one at a time and see each other. */
  @Test
  void postsOfManyThreadsRunOneAtATimeInEachThreadsOrder() throws InterruptedException {
    Post post = new Post(scheduler.createWorker());
    CountDownLatch done = new CountDownLatch(THREADS);
    int[] last = new int[THREADS];
    boolean[] disorder = new boolean[1];
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int mine = thread;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 1; i <= EACH; i++) {
                      int number = i;
                      post.post(
                          () -> {
                            disorder[0] |= ++last[mine] != number;
                            if (number == EACH) {
                              done.countDown();
                            }
                          });
                    }
                  }));
    }
    assertTrue(done.await(30, TimeUnit.SECONDS));
    for (Thread thread : threads) {
      thread.join();
    }
    assertFalse(disorder[0]);
  }

  @Test
  void whatAPostPostsRunsAfterIt() {
    Scheduler.Worker here = Schedulers.immediate().createWorker();
    Post post = new Post(here);
    List<String> order = new ArrayList<>();
    post.post(
        () -> {
          post.post(() -> order.add("inner"));
          post.run(() -> order.add("inner too"));
          order.add("outer");
        });
    assertEquals(List.of("outer", "inner", "inner too"), order);
    assertEquals(0, post.backlog());
  }

  @Test
  void afterTheWorkersEndPostsRunWhereTheyAreMade() {
    Scheduler.Worker worker = scheduler.createWorker();
    Post post = new Post(worker);
    worker.dispose();
    List<Thread> ran = new ArrayList<>();
    assertFalse(post.post(() -> ran.add(Thread.currentThread())));
    assertFalse(post.post(() -> ran.add(Thread.currentThread())));
    assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), ran);
  }

  @Test
  void aLongRowOfPostsGivesOthersTheirTurn() {
    Post post = new Post(Schedulers.immediate().createWorker());
    int[] count = new int[1];
    post.post(
        () -> {
          for (int i = 0; i < 10_000; i++) {
            post.post(() -> count[0]++);
          }
        });
    assertEquals(10_000, count[0]);
  }
}

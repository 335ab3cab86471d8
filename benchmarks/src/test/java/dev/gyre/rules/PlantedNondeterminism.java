package dev.gyre.rules;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** One offence a method, so that a signature that has gone blind is missed by name. */
final class PlantedNondeterminism {

  private PlantedNondeterminism() {}

  static long clock() {
    return System.nanoTime();
  }

  static UUID identifier() {
    return UUID.randomUUID();
  }

  static int chance() {
    return ThreadLocalRandom.current().nextInt();
  }

  static Thread thread() {
    return Thread.currentThread();
  }

  static AtomicLong shared() {
    return new AtomicLong();
  }

  static Set<String> saltedSet() {
    return Set.of("a", "b");
  }

  static Map<String, String> saltedMap() {
    return Map.of("a", "b", "c", "d");
  }

  static Set<String> hashed() {
    return new HashSet<>();
  }

  static int identity(Object object) {
    return System.identityHashCode(object);
  }

  static Scheduler scheduler() {
    return Schedulers.boundedElastic();
  }

  static Mono<Long> timer() {
    return Mono.delay(Duration.ofMillis(1));
  }

  static Retry jitter() {
    return Retry.backoff(3, Duration.ofMillis(1));
  }

  static void file() {
    new java.io.File("x");
  }

  static void log() {
    System.out.println("x");
  }

  /** No offence: these are what the rules leave. */
  static Mono<Long> allowed(Scheduler scheduler) {
    return Mono.delay(Duration.ofNanos(TimeUnit.MILLISECONDS.toNanos(1)), scheduler);
  }
}

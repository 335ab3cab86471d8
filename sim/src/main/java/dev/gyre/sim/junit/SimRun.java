package dev.gyre.sim.junit;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * One run of one seed, as a test sees it: its simulation, and what is handy around it.
 *
 * <p>Not thread-safe: it belongs to the thread of its test.
 */
public final class SimRun {
  /** How long {@link #await(Mono)} is patient, in virtual time. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Most things that one run may attach. */
  public static final int MAXIMUM_ATTACHMENTS = 20;

  private final Simulation simulation;
  private final List<Attachment> attachments = new ArrayList<>();

  /** A run outside of JUnit is possible too. */
  public SimRun(Simulation simulation) {
    this.simulation = simulation;
  }

  /**
   * What a run leaves behind if it fails.
   *
   * @param name of a file, with its extension
   * @param text asked after the failure
   */
  record Attachment(String name, Supplier<String> text) {}

  public Simulation simulation() {
    return simulation;
  }

  public Seed seed() {
    return simulation.seed();
  }

  /** A fresh stream of the seed's fork with this name. */
  public Randomness randomness(String name) {
    return simulation.randomness(name);
  }

  /** A state that some seed must reach was reached ({@link SimTest#sometimes}). */
  public void sometimes(String state) {
    simulation.sometimes(state);
  }

  /** Virtual time goes on by so much. */
  public void run(Duration time) {
    simulation.runFor(time);
  }

  /** {@link #await(Mono, Duration)} with {@link #PATIENCE}. */
  public <T> @Nullable T await(Mono<T> result) {
    return await(result, PATIENCE);
  }

  /**
   * Subscribes and runs the simulation until the result is there. No thread waits: virtual time
   * jumps to it. Call it from the test, not from within an event.
   *
   * @return null if it ended empty
   * @throws RuntimeException the very error with which it ended; a checked one as the cause of a
   *     {@link CompletionException}
   * @throws AssertionError if it did not end within so much virtual time, or never can
   */
  public <T> @Nullable T await(Mono<T> result, Duration patience) {
    Awaited<T> awaited = new Awaited<>(simulation);
    simulation.within(() -> result.subscribe(awaited));
    if (!awaited.over) {
      simulation.runFor(patience);
    }
    if (!awaited.over) {
      simulation.within(awaited::dispose);
      throw new AssertionError(
          "what the test awaits did not end within "
              + patience.toMillis()
              + " ms of virtual time"
              + (simulation.pending() == 0 ? ", and nothing is left that could end it" : ""));
    }
    return awaited.outcome();
  }

  /**
   * If this run fails, a file with this text is published beside the failure.
   *
   * @param name of the file, with its extension
   * @param text asked once, after the failure
   */
  public void attach(String name, Supplier<String> text) {
    if (attachments.size() == MAXIMUM_ATTACHMENTS) {
      throw new IllegalStateException("a run attaches at most " + MAXIMUM_ATTACHMENTS + " files");
    }
    attachments.add(new Attachment(name, text));
  }

  List<Attachment> attachments() {
    return List.copyOf(attachments);
  }

  /** Stops the simulation when it is over. */
  private static final class Awaited<T> extends BaseSubscriber<T> {
    private final Simulation simulation;
    private boolean over;
    private @Nullable T value;
    private @Nullable Throwable error;

    private Awaited(Simulation simulation) {
      this.simulation = simulation;
    }

    @Override
    protected void hookOnNext(T some) {
      value = some;
    }

    @Override
    protected void hookOnError(Throwable cause) {
      error = cause;
    }

    @Override
    protected void hookFinally(SignalType how) {
      over = true;
      simulation.stop();
    }

    private @Nullable T outcome() {
      return switch (error) {
        case null -> value;
        case RuntimeException unchecked -> throw unchecked;
        case Error fatal -> throw fatal;
        case Throwable checked -> throw new CompletionException(checked);
      };
    }
  }
}

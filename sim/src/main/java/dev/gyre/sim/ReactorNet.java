package dev.gyre.sim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * The net under a simulation for what Reactor would do globally or only log.
 *
 * <ul>
 *   <li>An error or value that Reactor drops fails the run. Reactor's two hooks are global, so they
 *       are ours while any simulation runs in this JVM, ask which simulation runs on the calling
 *       thread, and hand everything else to the hook that was there before.
 *   <li>Creating or using one of Reactor's own schedulers throws ({@link GuardedSchedulers}): its
 *       threads and its clock are real. The factory is set once and stays, because setting it back
 *       would dispose of schedulers that other threads have since begun to use.
 *   <li>{@code block()} throws: it would wait for an event that cannot come.
 * </ul>
 */
final class ReactorNet {
  private static final ThreadLocal<@Nullable Simulation> CURRENT = new ThreadLocal<>();
  private static final VarHandle ERROR_HOOK = hook("onErrorDroppedHook");
  private static final VarHandle NEXT_HOOK = hook("onNextDroppedHook");
  private static final Logger LOGGER = Loggers.getLogger("reactor.core.publisher.Operators");

  /** How many threads are inside; guarded by the class. */
  private static int inside;

  private static volatile @Nullable Consumer<Throwable> previousErrorHook;
  private static volatile @Nullable Consumer<Object> previousNextHook;

  static {
    Schedulers.setFactoryWithSnapshot(new GuardedSchedulers());
    Schedulers.registerNonBlockingThreadPredicate(thread -> CURRENT.get() != null);
  }

  private ReactorNet() {}

  /** The simulation that runs on this thread; null outside of one. */
  static @Nullable Simulation current() {
    return CURRENT.get();
  }

  /** Runs the body as part of the simulation. */
  static boolean within(Simulation simulation, BooleanSupplier body) {
    Simulation outer = CURRENT.get();
    if (outer == simulation) {
      return body.getAsBoolean();
    }
    install();
    CURRENT.set(simulation);
    try {
      return body.getAsBoolean();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
      uninstall();
    }
  }

  @SuppressWarnings("unchecked")
  private static synchronized void install() {
    if (inside++ == 0) {
      previousErrorHook = (Consumer<Throwable>) ERROR_HOOK.getVolatile();
      previousNextHook = (Consumer<Object>) NEXT_HOOK.getVolatile();
      ERROR_HOOK.setVolatile((Consumer<Throwable>) ReactorNet::errorDropped);
      NEXT_HOOK.setVolatile((Consumer<Object>) ReactorNet::nextDropped);
    }
  }

  private static synchronized void uninstall() {
    if (--inside == 0) {
      ERROR_HOOK.setVolatile(previousErrorHook);
      NEXT_HOOK.setVolatile(previousNextHook);
    }
  }

  private static void errorDropped(Throwable error) {
    Simulation simulation = CURRENT.get();
    Consumer<Throwable> previous = previousErrorHook;
    if (simulation != null) {
      simulation.dropped(error);
    } else if (previous != null) {
      previous.accept(error);
    } else {
      LOGGER.error("Operator called default onErrorDropped", error);
    }
  }

  private static void nextDropped(Object value) {
    Simulation simulation = CURRENT.get();
    Consumer<Object> previous = previousNextHook;
    if (simulation != null) {
      simulation.dropped(
          new IllegalStateException("Reactor dropped a value after the end of a stream: " + value));
    } else if (previous != null) {
      previous.accept(value);
    } else {
      LOGGER.debug("onNextDropped: " + value);
    }
  }

  /** Hooks can be set and reset by its API, but not read: to restore them we must. */
  private static VarHandle hook(String field) {
    try {
      return MethodHandles.privateLookupIn(Hooks.class, MethodHandles.lookup())
          .findStaticVarHandle(Hooks.class, field, Consumer.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this version of reactor-core has no field Hooks." + field, e);
    }
  }
}

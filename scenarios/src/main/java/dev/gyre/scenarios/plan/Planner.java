package dev.gyre.scenarios.plan;

import dev.gyre.core.value.Key;
import dev.gyre.scenarios.cluster.Layout;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.dsl.Trigger;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scenario concrete: unrolls {@code every}, gives selections names, decides what keeps the
 * cells. Each step draws from a stream of its own. What has been planned is planned again to the
 * same.
 */
public final class Planner {
  /** Steps made of one {@code every} are numbered from here on, in blocks of this size. */
  private static final int BLOCK = 1_000;

  private final Scenario scenario;
  private final Seed seed;
  private final Atlas atlas;
  private final Vector<String> names;
  private final TreeSet<String> destroyed = new TreeSet<>();

  private Planner(Scenario scenario, Seed seed) {
    this.scenario = scenario;
    this.seed = seed.fork("plan");
    this.atlas = new Atlas(scenario.cluster());
    this.names = Layout.names(scenario.cluster());
  }

  /**
   * The concrete scenario of this seed. A destructive fault that {@link Atlas} does not allow any
   * more is left out where whom it meets was to be drawn.
   *
   * @throws IllegalArgumentException if the scenario names nodes that there are not, or destroys by
   *     name what its promises need
   */
  public static Scenario plan(Scenario scenario, Seed seed) {
    return new Planner(scenario, seed).plan(seed);
  }

  private Scenario plan(Seed original) {
    List<Step> steps = new ArrayList<>();
    for (Step step : unrolled()) {
      Step chosen = choose(step);
      if (chosen != null) {
        steps.add(chosen);
      }
    }
    return scenario.with(storage(original)).withSteps(Vector.ofAll(steps));
  }

  private Cluster storage(Seed original) {
    Cluster cluster = scenario.cluster();
    if (cluster.storage() != Cluster.Storage.EITHER) {
      return cluster;
    }
    boolean needed = scenario.steps().exists(step -> step.fault().needsDisk());
    boolean even = (original.value() & 1) == 0;
    return cluster.storage(needed || even ? Cluster.Storage.DURABLE : Cluster.Storage.MEMORY);
  }

  private List<Step> unrolled() {
    List<Step> steps = new ArrayList<>();
    for (Step step : scenario.steps()) {
      if (step.trigger() instanceof Trigger.Every every) {
        unroll(step, every.period(), steps);
      } else {
        steps.add(step);
      }
    }
    return steps;
  }

  private void unroll(Step step, Duration period, List<Step> into) {
    Duration at = period;
    for (int i = 1; i < BLOCK && at.compareTo(scenario.phases().lasting()) < 0; i++) {
      into.add(new Step((step.number() + 1) * BLOCK + i, new Trigger.At(at), step.fault()));
      at = at.plus(period);
    }
  }

  private @Nullable Step choose(Step step) {
    Randomness random = seed.fork("step", step.number()).randomness();
    boolean spare = Atlas.destroys(step.fault()) && Atlas.promisesDurability(scenario);
    if (!spare) {
      return step.with(step.fault().choosing(selector -> choose(selector, names, random)));
    }
    Selector selector = ((Fault.OnNodes) step.fault()).nodes();
    Vector<String> candidates = atlas.expendableBeside(destroyed);
    if (isDrawn(selector) && candidates.isEmpty()) {
      return null;
    }
    Vector<String> pool = isDrawn(selector) ? candidates : names;
    Step chosen =
        step.with(step.fault().choosing(unused -> oneOf(choose(selector, pool, random), selector)));
    destroy(chosen);
    return chosen;
  }

  private static boolean isDrawn(Selector selector) {
    return !(selector instanceof Selector.Named || selector instanceof Selector.Everyone);
  }

  /** Where whom to destroy is drawn, it is one at a time. */
  private static Selector oneOf(Selector chosen, Selector asked) {
    return isDrawn(asked) && chosen instanceof Selector.Named named
        ? new Selector.Named(named.nodes().take(1))
        : chosen;
  }

  private void destroy(Step step) {
    Selector selector = ((Fault.OnNodes) step.fault()).nodes();
    Vector<String> hit = selector instanceof Selector.Named named ? named.nodes() : names;
    destroyed.addAll(hit.asJava());
    if (!atlas.survives(destroyed)) {
      throw new IllegalArgumentException(
          "\""
              + scenario.name()
              + "\" destroys the data of "
              + String.join(", ", destroyed)
              + ", and promises what needs a quorum of undamaged owners of every key: destroy less,"
              + " raise the replication, or drop the promises");
    }
  }

  private Selector choose(Selector selector, Vector<String> pool, Randomness random) {
    return switch (selector) {
      case Selector.Everyone everyone -> everyone;
      case Selector.Named named -> requireKnown(named);
      case Selector.LastCoordinator last -> last;
      case Selector.Some some -> drawn(pool, some.count(), random);
      case Selector.Minority minority -> drawn(pool, (names.size() - 1) / 2, random);
      case Selector.Majority majority -> drawn(pool, names.size() / 2 + 1, random);
      case Selector.OwnersOf owners -> drawn(owners(owners.key(), pool), owners.count(), random);
    };
  }

  private Vector<String> owners(String key, Vector<String> pool) {
    Vector<String> owners =
        Vector.ofAll(atlas.ring().owners(Key.of(key))).map(Object::toString).filter(pool::contains);
    return owners.isEmpty() ? pool : owners;
  }

  private Selector requireKnown(Selector.Named named) {
    for (String node : named.nodes()) {
      if (!names.contains(node)) {
        throw new IllegalArgumentException(
            "there is no node " + node + "; the cluster has " + names.mkString(", "));
      }
    }
    return named;
  }

  private static Selector drawn(Vector<String> pool, int count, Randomness random) {
    List<String> shuffled = new ArrayList<>(pool.asJava());
    random.shuffle(shuffled);
    int taken = Math.clamp(count, 1, shuffled.size());
    return new Selector.Named(Vector.ofAll(shuffled.subList(0, taken)).sorted());
  }
}

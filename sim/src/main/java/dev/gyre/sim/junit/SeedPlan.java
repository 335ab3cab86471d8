package dev.gyre.sim.junit;

import dev.gyre.sim.Seed;
import dev.gyre.sim.SimulationLimits;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which seeds a test runs, and how: what its annotation says, unless configuration says otherwise.
 *
 * @param seeds consecutive ones
 * @param twice each of them
 * @param sometimes states that must be reached if all seeds of the annotation ran
 * @param budget of real time after which no further seed begins; null for as long as it takes
 */
public record SeedPlan(
    Range seeds,
    boolean twice,
    SimulationLimits limits,
    List<String> sometimes,
    @Nullable Duration budget) {

  /** Seeds {@code first}, {@code first + 1}, … */
  public record Range(long first, int count) {
    public Range {
      if (count <= 0) {
        throw new IllegalArgumentException("at least one seed must run, but was " + count);
      }
    }

    Seed seed(int index) {
      return Seed.of(first + index);
    }
  }

  /** What an annotation says. */
  public static SeedPlan of(SimTest test) {
    return new SeedPlan(
        new Range(test.first(), test.seeds()),
        test.twice(),
        SimulationLimits.DEFAULT.withMaximumEvents(test.maximumEvents()),
        List.of(test.sometimes()),
        null);
  }

  /**
   * This plan as configuration changes it: {@code gyre.seed}, or {@code gyre.first}, {@code
   * gyre.seeds} and {@code gyre.budget}. Fewer seeds than planned need not reach every state.
   *
   * @param configuration the value of a name, if there is one
   * @throws IllegalArgumentException naming the parameter, if one cannot be read
   */
  public SeedPlan configured(Function<String, Optional<String>> configuration) {
    Optional<Long> one = read(configuration, "gyre.seed", text -> Seed.parse(text).value());
    if (one.isPresent()) {
      return new SeedPlan(new Range(one.get(), 1), twice, limits, List.of(), null);
    }
    long first =
        read(configuration, "gyre.first", text -> Seed.parse(text).value()).orElse(seeds.first());
    int count = read(configuration, "gyre.seeds", SeedPlan::count).orElse(seeds.count());
    return new SeedPlan(
        new Range(first, count),
        twice,
        limits,
        count < seeds.count() ? List.of() : sometimes,
        read(configuration, "gyre.budget", SeedPlan::duration).orElse(budget));
  }

  private static <T> Optional<T> read(
      Function<String, Optional<String>> configuration, String name, Function<String, T> reader) {
    return configuration
        .apply(name)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(
            text -> {
              try {
                return reader.apply(text);
              } catch (IllegalArgumentException | DateTimeParseException malformed) {
                throw new IllegalArgumentException(
                    name + "=" + text + " cannot be read: " + malformed.getMessage(), malformed);
              }
            });
  }

  private static int count(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("seeds are counted from 1, for example 500");
    }
    return Integer.parseInt(text);
  }

  private static Duration duration(String text) {
    if (!text.matches("[1-9][0-9]{0,8}(ms|s|m|h)")) {
      throw new IllegalArgumentException("a time is 500ms, 30s, 5m or 2h");
    }
    if (text.endsWith("ms")) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}

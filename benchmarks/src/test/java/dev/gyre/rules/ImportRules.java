package dev.gyre.rules;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who may import whom. A <em>part</em> is a module, or a package of core; its name is the longest
 * package prefix that the tables below know.
 */
final class ImportRules {

  /** Module to the modules that it may import. Nothing imports the server. */
  static final Map<String, List<String>> MODULES =
      Map.of(
          "dev.gyre.core", List.of(),
          "dev.gyre.sim", List.of(),
          "dev.gyre.checker", List.of(),
          "dev.gyre.storage", List.of("dev.gyre.core"),
          "dev.gyre.transport.netty", List.of("dev.gyre.core"),
          "dev.gyre.transport.sim", List.of("dev.gyre.core", "dev.gyre.sim"),
          "dev.gyre.client", List.of("dev.gyre.core", "dev.gyre.transport.netty"),
          "dev.gyre.scenarios", below("dev.gyre.client"),
          "dev.gyre.server", below("dev.gyre.client", "dev.gyre.scenarios"),
          "dev.gyre.benchmarks", below("dev.gyre.client", "dev.gyre.scenarios"));

  /** The packages of core from low to high; each may import those of the rows above its own. */
  private static final List<List<String>> CORE_ROWS =
      List.of(
          List.of("value"),
          List.of("clock", "ring", "consensus"),
          List.of("cell"),
          List.of("merkle"),
          List.of("message"),
          List.of("wire"),
          List.of("machine"),
          List.of("replica", "coordinate", "member"),
          List.of("repair"),
          List.of("node"),
          List.of("host"));

  /** Package of core to the packages of core that it may import. */
  static final Map<String, List<String>> CORE = coreOrder();

  /** Library to the parts that may import it. Whoever is not named may not. */
  static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry(
              "reactor.core",
              List.of(
                  "dev.gyre.core.host",
                  "dev.gyre.sim",
                  "dev.gyre.storage",
                  "dev.gyre.transport.netty",
                  "dev.gyre.transport.sim",
                  "dev.gyre.client",
                  "dev.gyre.scenarios",
                  "dev.gyre.server",
                  "dev.gyre.benchmarks")),
          Map.entry("org.h2", List.of("dev.gyre.storage", "dev.gyre.benchmarks")),
          Map.entry(
              "io.netty",
              List.of("dev.gyre.transport.netty", "dev.gyre.server", "dev.gyre.benchmarks")),
          Map.entry(
              "reactor.netty",
              List.of("dev.gyre.transport.netty", "dev.gyre.server", "dev.gyre.benchmarks")),
          Map.entry("tools.jackson", List.of("dev.gyre.server")),
          Map.entry("org.snakeyaml", List.of("dev.gyre.scenarios.text")),
          Map.entry("picocli", List.of("dev.gyre.server", "dev.gyre.benchmarks")),
          Map.entry("org.slf4j", List.of("dev.gyre.server")),
          Map.entry("io.micrometer", List.of("dev.gyre.server")),
          Map.entry("org.openjdk.jmh", List.of("dev.gyre.benchmarks")),
          Map.entry("org.junit", List.of("dev.gyre.sim.junit", "dev.gyre.scenarios.junit")),
          Map.entry("org.opentest4j", List.of("dev.gyre.sim.junit", "dev.gyre.scenarios.junit")));

  /**
   * Packages that know the real world inside of modules that a simulation runs, to the parts that
   * may import them beside themselves: never what a simulation runs.
   */
  static final Map<String, List<String>> REAL_WORLDS =
      Map.of(
          "dev.gyre.scenarios.tcp", List.of("dev.gyre.server", "dev.gyre.benchmarks"),
          "dev.gyre.sim.junit", List.of("dev.gyre.scenarios.junit"),
          "dev.gyre.scenarios.junit", List.of());

  private ImportRules() {}

  /** The imports that the tables forbid, one line each, sorted. */
  static List<String> violations(JavaClasses classes) {
    var found = new TreeSet<String>();
    for (JavaClass from : classes) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        if (!allowed(from.getPackageName(), to.getPackageName())) {
          found.add(from.getName() + " imports " + to.getName());
        }
      }
    }
    return new ArrayList<>(found);
  }

  /** The number of classes of each part, zero for a part of which none was seen. */
  static Map<String, Integer> classesSeen(JavaClasses classes) {
    var seen = new TreeMap<String, Integer>();
    MODULES.keySet().forEach(module -> seen.put(module, 0));
    for (JavaClass each : classes) {
      seen.merge(prefix(each.getPackageName(), MODULES), 1, Integer::sum);
    }
    return seen;
  }

  static boolean allowed(String from, String to) {
    String world = prefix(to, REAL_WORLDS);
    if (!world.isEmpty() && !isWithin(from, world)) {
      return REAL_WORLDS.get(world).stream().anyMatch(part -> isWithin(from, part));
    }
    String fromModule = prefix(from, MODULES);
    String toModule = prefix(to, MODULES);
    if (toModule.isEmpty()) {
      String library = prefix(to, LIBRARIES);
      return library.isEmpty()
          || LIBRARIES.get(library).stream().anyMatch(part -> isWithin(from, part));
    }
    if (!fromModule.equals(toModule)) {
      return MODULES.getOrDefault(fromModule, List.of()).contains(toModule);
    }
    String fromPackage = prefix(from, CORE);
    String toPackage = prefix(to, CORE);
    return fromPackage.equals(toPackage)
        || CORE.getOrDefault(fromPackage, List.of()).contains(toPackage);
  }

  /** The key of {@code table} that is {@code name} or encloses it; empty when there is none. */
  static String prefix(String name, Map<String, ?> table) {
    return table.keySet().stream().filter(key -> isWithin(name, key)).findFirst().orElse("");
  }

  private static boolean isWithin(String name, String part) {
    return name.equals(part) || name.startsWith(part + ".");
  }

  private static List<String> below(String... more) {
    var parts =
        new ArrayList<>(
            List.of(
                "dev.gyre.core",
                "dev.gyre.sim",
                "dev.gyre.checker",
                "dev.gyre.storage",
                "dev.gyre.transport.netty",
                "dev.gyre.transport.sim"));
    parts.addAll(List.of(more));
    return parts;
  }

  private static Map<String, List<String>> coreOrder() {
    var order = new TreeMap<String, List<String>>();
    var lower = new ArrayList<String>();
    for (List<String> row : CORE_ROWS) {
      List<String> names = row.stream().map(name -> "dev.gyre.core." + name).toList();
      names.forEach(name -> order.put(name, List.copyOf(lower)));
      lower.addAll(names);
    }
    return order;
  }
}

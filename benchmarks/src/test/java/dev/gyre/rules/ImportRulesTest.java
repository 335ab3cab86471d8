package dev.gyre.rules;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gyre.sim.PlantedImport;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImportRulesTest {

  private static final JavaClasses GYRE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.gyre");

  @Test
  void everyImportIsAllowed() {
    assertEquals(List.of(), ImportRules.violations(GYRE));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.gyre.(**)").should().beFreeOfCycles().check(GYRE);
  }

  @Test
  void everyModuleWasSeen() {
    var seen = ImportRules.classesSeen(GYRE);
    assertEquals(ImportRules.MODULES.keySet(), seen.keySet(), "a class outside of every module");
    seen.forEach((module, count) -> assertTrue(count > 0, "no class of " + module + " was seen"));
  }

  @Test
  void everyPackageOfCoreHasAPlaceInTheOrder() {
    var unplaced = new TreeSet<String>();
    for (var each : GYRE) {
      String name = each.getPackageName();
      if (name.startsWith("dev.gyre.core.")
          && ImportRules.prefix(name, ImportRules.CORE).isEmpty()) {
        unplaced.add(name);
      }
    }
    assertEquals(List.of(), List.copyOf(unplaced), "add it to ImportRules.CORE_ROWS");
  }

  @Test
  void aPlantedImportIsFound() {
    JavaClasses planted = new ClassFileImporter().importClasses(PlantedImport.class);
    assertEquals(
        List.of(
            "dev.gyre.sim.PlantedImport imports dev.gyre.core.value.NodeId",
            "dev.gyre.sim.PlantedImport imports picocli.CommandLine"),
        ImportRules.violations(planted));
  }

  @ParameterizedTest
  @CsvSource({
    "dev.gyre.storage,          dev.gyre.core.host,    true",
    "dev.gyre.storage,          dev.gyre.sim,          false",
    "dev.gyre.client,           dev.gyre.scenarios,    false",
    "dev.gyre.benchmarks,       dev.gyre.scenarios,    true",
    "dev.gyre.benchmarks,       dev.gyre.server,       false",
    "dev.gyre.server,           dev.gyre.scenarios.tcp, true",
    "dev.gyre.scenarios.tcp,    dev.gyre.scenarios.tcp.proxy, true",
    "dev.gyre.scenarios.tcp,    dev.gyre.scenarios.run, true",
    "dev.gyre.scenarios.run,    dev.gyre.scenarios.tcp, false",
    "dev.gyre.scenarios.cluster, dev.gyre.scenarios.tcp.proxy, false",
    "dev.gyre.scenarios.tcp,    dev.gyre.server,       false",
    "dev.gyre.scenarios.junit, dev.gyre.sim.junit, true",
    "dev.gyre.scenarios.junit, org.junit.jupiter.api, true",
    "dev.gyre.sim, dev.gyre.sim.junit, false",
    "dev.gyre.sim, org.junit.jupiter.api, false",
    "dev.gyre.core.value,       dev.gyre.core.clock,   false",
    "dev.gyre.core.ring,        dev.gyre.core.clock,   false",
    "dev.gyre.core.wire,        dev.gyre.core.message, true",
    "dev.gyre.core.wire,        dev.gyre.core.machine, false",
    "dev.gyre.core.node,        dev.gyre.core.host,    false",
    "dev.gyre.core.coordinate,  dev.gyre.core.replica, false",
    "dev.gyre.core.coordinate,  dev.gyre.core.machine, true",
    "dev.gyre.core.coordinate,  reactor.core.publisher, false",
    "dev.gyre.core.host,        reactor.core.publisher, true",
    "dev.gyre.transport.netty,  dev.gyre.transport.netty.link, true",
    "dev.gyre.transport.sim,    dev.gyre.transport.netty, false",
    "dev.gyre.checker,          java.util,             true",
  })
  void theTablesSayWhatTheDesignSays(String from, String to, boolean expected) {
    assertEquals(expected, ImportRules.allowed(from, to));
  }
}

package dev.gyre.scenarios.tcp;

import static dev.gyre.scenarios.dsl.Vocabulary.any;
import static dev.gyre.scenarios.dsl.Vocabulary.breakConnections;
import static dev.gyre.scenarios.dsl.Vocabulary.clockDrift;
import static dev.gyre.scenarios.dsl.Vocabulary.clockSkew;
import static dev.gyre.scenarios.dsl.Vocabulary.clog;
import static dev.gyre.scenarios.dsl.Vocabulary.crash;
import static dev.gyre.scenarios.dsl.Vocabulary.cut;
import static dev.gyre.scenarios.dsl.Vocabulary.fullDisk;
import static dev.gyre.scenarios.dsl.Vocabulary.kill;
import static dev.gyre.scenarios.dsl.Vocabulary.lastCoordinator;
import static dev.gyre.scenarios.dsl.Vocabulary.link;
import static dev.gyre.scenarios.dsl.Vocabulary.millis;
import static dev.gyre.scenarios.dsl.Vocabulary.mute;
import static dev.gyre.scenarios.dsl.Vocabulary.one;
import static dev.gyre.scenarios.dsl.Vocabulary.partition;
import static dev.gyre.scenarios.dsl.Vocabulary.pause;
import static dev.gyre.scenarios.dsl.Vocabulary.rollBackDisk;
import static dev.gyre.scenarios.dsl.Vocabulary.seconds;
import static dev.gyre.scenarios.dsl.Vocabulary.slowDisk;
import static dev.gyre.scenarios.dsl.Vocabulary.stop;
import static dev.gyre.scenarios.dsl.Vocabulary.wipeDisk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gyre.scenarios.catalogue.Catalogue;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Trouble;
import io.vavr.collection.Vector;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be done on real processes is refused, with what would work instead. */
final class RefusalsTest {
  private static Vector<String> refusals(Fault fault) {
    return Refusals.of(Scenario.named("one fault").at(seconds(1), fault).check());
  }

  static Stream<Fault> possible() {
    return Stream.of(
        kill(one()),
        stop(one()),
        pause(one()),
        wipeDisk(one()),
        rollBackDisk(one(), seconds(1)),
        partition(one()),
        mute(one()),
        cut(one(), any()),
        clog(one(), any()),
        breakConnections(any()),
        link(any(), any(), Trouble.NONE.latency(millis(5)).bytesPerSecond(1_000).corruption(0.1)));
  }

  @ParameterizedTest
  @MethodSource("possible")
  void isDone(Fault fault) {
    assertEquals(Vector.empty(), refusals(fault));
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        arguments(crash(one()), "use kill"),
        arguments(clockSkew(one(), seconds(1)), "--on sim"),
        arguments(clockDrift(one(), 100), "--on sim"),
        arguments(slowDisk(one()), "a rolled-back disk work"),
        arguments(fullDisk(one()), "a rolled-back disk work"),
        arguments(link(any(), any(), Trouble.NONE.loss(0.1)), "a cut"),
        arguments(link(any(), any(), Trouble.NONE.duplication(0.1)), "broken connections"),
        arguments(link(any(), any(), Trouble.NONE.reordering(0.1)), "latency"),
        arguments(kill(lastCoordinator()), "ownersOf"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void isRefusedWithAdvice(Fault fault, String advice) {
    Vector<String> refusals = refusals(fault);
    assertEquals(1, refusals.size(), refusals::toString);
    assertTrue(refusals.head().startsWith("step 0, "), refusals.head());
    assertTrue(refusals.head().contains(advice), refusals.head());
  }

  @Test
  void theSameRefusalOfManyStepsIsSaidOnce() {
    Scenario scenario =
        Scenario.named("three")
            .every(seconds(1), crash(one()))
            .at(seconds(1), crash(one()))
            .check();
    Vector<String> refusals = Refusals.of(scenario);
    assertEquals(1, refusals.size(), refusals::toString);
    assertTrue(refusals.head().startsWith("step 0 and 1 like it, crash: "), refusals.head());
  }

  /** Listed in docs/SCENARIOS.md. */
  @Test
  void ofTheCatalogueTheseRunOnProcesses() {
    Vector<String> possible =
        Catalogue.all().filter(each -> Refusals.of(each).isEmpty()).map(Scenario::name);
    assertEquals(
        "calm minority-partition majority-partition everybody-alone bridge mute-node deaf-node"
            + " flapping-link slow-network corrupted-frames clogged-link slow-link"
            + " broken-connections rolling-restart kill-all long-pause false-suspicion buried-alive"
            + " lost-disk rolled-back-disk hot-key-with-contexts many-siblings delete-race"
            + " minority-partition-linearizable",
        possible.mkString(" "));
  }

  @Test
  void tooManyProcessesOrClientsForOneMachineAreRefused() {
    Scenario large =
        Scenario.named("large").cluster(c -> c.nodes(10)).workload(w -> w.clients(65)).check();
    assertEquals(2, Refusals.of(large).size());
  }

  @Test
  void withoutAServerOnTheClassPathNothingIsStarted() {
    Vector<String> refusals = new TcpBackend().refusals(Scenario.named("no server").check());
    assertEquals(1, refusals.size(), refusals::toString);
    assertTrue(refusals.head().contains("bin/gyre"), refusals.head());
  }
}

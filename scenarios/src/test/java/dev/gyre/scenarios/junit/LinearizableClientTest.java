package dev.gyre.scenarios.junit;

import static dev.gyre.scenarios.dsl.Vocabulary.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.client.GyreClient;
import dev.gyre.client.GyreException;
import dev.gyre.client.ReadOptions;
import dev.gyre.client.Reading;
import dev.gyre.client.WriteOptions;
import dev.gyre.core.cell.Condition;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import dev.gyre.sim.junit.SimTest;
import reactor.core.publisher.Flux;

/** Compare-and-set by the real client, on a simulated cluster. */
@GyreCluster(nodes = 3)
class LinearizableClientTest {
  private static final Key KEY = Key.of("seat/12");
  private static final Value NOBODY = Value.of("nobody");
  private static final Value ADA = Value.of("ada");
  private static final Value BOB = Value.of("bob");

  private static Reading read(SimulatedGyre gyre) {
    ReadOptions strong = ReadOptions.DEFAULTS.with(Consistency.LINEARIZABLE);
    return gyre.await(gyre.client().get(KEY, strong));
  }

  private static Reading seenInVain(SimulatedGyre gyre, Runnable attempt) {
    return assertThrows(GyreException.ConditionFailed.class, attempt::run).seen().orElseThrow();
  }

  @SimTest(seeds = 10)
  void whoComesFirstIsSeenByWhoComesLate(SimulatedGyre gyre) {
    GyreClient client = gyre.client();
    gyre.await(client.putIfAbsent(KEY, ADA));
    Reading seen = seenInVain(gyre, () -> gyre.await(client.putIfAbsent(KEY, BOB)));
    assertEquals("ada", seen.text().orElseThrow());
    seen = seenInVain(gyre, () -> gyre.await(client.compareAndSet(KEY, NOBODY, BOB)));
    assertEquals("ada", seen.text().orElseThrow());
    gyre.crash("n1");
    gyre.await(client.compareAndSet(KEY, ADA, BOB));
    assertEquals("bob", read(gyre).text().orElseThrow());
  }

  @SimTest(seeds = 10)
  void aVersionIsOfOneWrite(SimulatedGyre gyre) {
    GyreClient client = gyre.client();
    var first = gyre.await(client.putIfAbsent(KEY, ADA)).version();
    assertEquals(first, read(gyre).version());
    Condition unchanged = new Condition.IfVersion(first);
    gyre.await(client.putIf(KEY, unchanged, BOB, WriteOptions.DEFAULTS));
    seenInVain(gyre, () -> gyre.await(client.deleteIf(KEY, unchanged, WriteOptions.DEFAULTS)));
    gyre.await(client.deleteIf(KEY, Condition.PRESENT, WriteOptions.DEFAULTS));
    assertFalse(read(gyre).isPresent());
    gyre.await(client.putIfAbsent(KEY, ADA));
    assertTrue(read(gyre).isPresent());
  }

  @SimTest(seeds = 10)
  void updatesAtOnceAllCount(SimulatedGyre gyre) {
    GyreClient client = gyre.client();
    gyre.await(
        Flux.range(0, 12)
            .flatMap(
                each -> client.updateAtomically(KEY, Value.of("0"), LinearizableClientTest::next))
            .then(),
        seconds(60));
    assertEquals("12", read(gyre).text().orElseThrow());
  }

  private static Value next(Value count) {
    return Value.of(String.valueOf(Integer.parseInt(count.text()) + 1));
  }
}

package dev.gyre.client.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.client.machine.Backoff;
import dev.gyre.client.machine.Limits;
import dev.gyre.client.machine.SessionStatus;
import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The shell over links in memory, in virtual time. */
class ClientHostTest {
  private static final Limits LIMITS =
      new Limits(4, 2, 4, 4, new Backoff(10, 100), new Backoff(50, 500));

  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
  private final LaneStore store = new LaneStore();
  private final MemoryLinks links = new MemoryLinks(scheduler, store::apply);
  private final ClientHost host = host(MemoryLinks.ADDRESS, links);
  private final List<Outcome> outcomes = new ArrayList<>();

  private ClientHost host(String seed, MemoryLinks over) {
    ClientPorts ports =
        new ClientPorts(
            over, scheduler, () -> scheduler.now(TimeUnit.MILLISECONDS), new Random(1)::nextLong);
    return new ClientHost(List.of(seed), LIMITS, ports).start();
  }

  private static Command put(String key) {
    return new Command.Write(
        Key.of(key), Content.of(Value.of("v")), null, Consistency.QUORUM, null, 0, 1_000);
  }

  private Mono<Outcome> ask(ClientHost asked, Command command) {
    return asked.ask(command, (outcome, attempts, sink) -> sink.success(outcome));
  }

  private Disposable begin(Command command) {
    return ask(host, command).subscribe(outcomes::add);
  }

  private void pass(long millis) {
    scheduler.advanceTimeBy(Duration.ofMillis(millis));
  }

  private SessionStatus status() {
    List<SessionStatus> seen = new ArrayList<>();
    host.status().subscribe(seen::add);
    pass(0);
    return seen.getFirst();
  }

  private static Refusal refusal(Outcome outcome) {
    return assertInstanceOf(Outcome.NotApplied.class, outcome).refusal();
  }

  @Test
  void nothingIsSentBeforeItIsSubscribedToAndEachSubscriptionIsAWrite() {
    Mono<Outcome> cold = ask(host, put("k"));
    pass(10);
    assertEquals(0, links.sent().size());
    cold.subscribe(outcomes::add);
    cold.subscribe(outcomes::add);
    pass(10);
    assertEquals(2, outcomes.size());
    Command.Write first = (Command.Write) links.sent().get(0);
    Command.Write second = (Command.Write) links.sent().get(1);
    assertNotEquals(first.id(), second.id());
    assertTrue(first.id().compareTo(second.id()) < 0, "later writes have later names");
  }

  @Test
  void theTopologyIsHandedOutWhenItIsLearned() {
    List<Object> seen = new ArrayList<>();
    host.topology().subscribe(seen::add);
    assertEquals(List.of(), seen);
    pass(2);
    host.topology().subscribe(seen::add);
    assertEquals(List.of(MemoryLinks.TOPOLOGY, MemoryLinks.TOPOLOGY), seen);
  }

  @Test
  void anUnreachableClusterEndsARequestAtItsDeadline() {
    ClientHost lonely = host("elsewhere:1", new MemoryLinks(scheduler, store::apply));
    ask(lonely, put("k")).subscribe(outcomes::add);
    pass(999);
    assertEquals(List.of(), outcomes);
    pass(5);
    assertEquals(Refusal.UNAVAILABLE, refusal(outcomes.getFirst()));
    String detail = ((Outcome.NotApplied) outcomes.getFirst()).detail();
    assertTrue(detail.contains("elsewhere:1: nobody is there"), detail);
  }

  @Test
  void aSilentNodeMakesAWriteUnknownAtItsDeadline() {
    links.answerWith(command -> null);
    begin(put("k"));
    pass(1_005);
    assertInstanceOf(Outcome.Unknown.class, outcomes.getFirst());
    assertEquals(0, status().running());
  }

  @Test
  void cancellingGivesBackEverything() {
    links.answerWith(command -> null);
    List<Disposable> asked = new ArrayList<>();
    pass(5);
    for (int i = 0; i < 5; i++) {
      asked.add(begin(put("k")));
    }
    assertEquals(5, status().running());
    assertEquals(3, status().waiting());
    asked.forEach(Disposable::dispose);
    pass(0);
    assertEquals(0, status().running());
    assertEquals(0, status().links().getFirst().inFlight());
    pass(2_000);
    assertEquals(List.of(), outcomes);
  }

  @Test
  void whatIsTooManyIsRefusedAtOnce() {
    links.answerWith(command -> null);
    pass(5);
    for (int i = 0; i < 7; i++) {
      begin(put("k"));
    }
    assertEquals(1, outcomes.size());
    assertEquals(Refusal.BUSY, refusal(outcomes.getFirst()));
  }

  @Test
  void aRequestMadeInACallbackIsServedToo() {
    ask(host, put("a"))
        .flatMap(first -> ask(host, put("b")))
        .flatMap(second -> ask(host, put("c")))
        .subscribe(outcomes::add);
    pass(20);
    assertInstanceOf(Outcome.Written.class, outcomes.getFirst());
    assertEquals(3, store.asked().size());
  }

  @Test
  void closingFinishesWhatIsUnderWayAndRefusesWhatComesAfter() {
    pass(5);
    begin(put("a"));
    List<String> order = new ArrayList<>();
    host.close(Duration.ofSeconds(1)).subscribe(none -> {}, error -> {}, () -> order.add("closed"));
    begin(put("b"));
    assertEquals(Refusal.NOT_SERVING, refusal(outcomes.getFirst()));
    pass(1);
    assertInstanceOf(Outcome.Written.class, outcomes.get(1));
    pass(0);
    assertTrue(links.isClosed());
    assertEquals(List.of("closed"), order);
    begin(put("c"));
    assertEquals(Refusal.NOT_SERVING, refusal(outcomes.get(2)));
    host.close(Duration.ZERO).subscribe(none -> {}, error -> {}, () -> order.add("again"));
    assertEquals(List.of("closed", "again"), order);
  }

  @Test
  void closingDoesNotWaitLongerThanItsBound() {
    links.answerWith(command -> null);
    pass(5);
    begin(put("a"));
    host.close(Duration.ofMillis(100)).subscribe();
    pass(105);
    assertInstanceOf(Outcome.Unknown.class, outcomes.getFirst());
    assertTrue(links.isClosed());
  }

  @Test
  void aClientWhosePortsBreakTheirContractEndsEverythingAndSaysSo() {
    pass(5);
    links.answerWith(
        command -> {
          throw new IllegalStateException("planted");
        });
    begin(put("a"));
    pass(0);
    String detail = assertInstanceOf(Outcome.Unknown.class, outcomes.getFirst()).detail();
    assertTrue(detail.contains("planted"), detail);
    begin(put("b"));
    assertEquals(Refusal.NOT_SERVING, refusal(outcomes.get(1)));
    assertFalse(outcomes.stream().anyMatch(Outcome.Written.class::isInstance));
  }
}

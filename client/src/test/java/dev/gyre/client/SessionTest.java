package dev.gyre.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.client.host.LaneStore;
import dev.gyre.client.host.MemoryLinks;
import dev.gyre.core.cell.Seen;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.Value;
import dev.gyre.core.wire.ContextTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Sessions, batches and scans over one store in memory that may be behind at some levels. */
class SessionTest {
  private static final Key KEY = Key.of("k");
  private static final ReadOptions AT_ONE = ReadOptions.DEFAULTS.with(Consistency.ONE);

  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
  private final ContextTokens tokens = new ContextTokens(new ClusterId(1, 2));
  private final LaneStore store = new LaneStore();
  private final List<Command> asked = new ArrayList<>();

  /** Levels at which a get meets owners that have missed everything. */
  private final Set<Consistency> behind = new LinkedHashSet<>();

  private final MemoryLinks links = new MemoryLinks(scheduler, this::answer);
  private final GyreClient client =
      GyreClient.on(links.client(scheduler), ReadOptions.DEFAULTS, WriteOptions.DEFAULTS);
  private final Session session = client.session(2);

  private Outcome answer(Command command) {
    asked.add(command);
    return command instanceof Command.Get get && behind.contains(get.consistency())
        ? new Outcome.Found(List.of(), tokens.write(get.key(), Seen.NOTHING))
        : store.apply(command);
  }

  private <T> T get(Mono<T> result) {
    List<T> values = new ArrayList<>();
    List<Throwable> errors = new ArrayList<>();
    result.subscribe(values::add, errors::add);
    scheduler.advanceTimeBy(Duration.ofSeconds(10));
    assertEquals(List.of(), errors);
    return values.getFirst();
  }

  @Test
  void aReadThatMissedTheSessionsWriteIsAskedOfMoreOwners() {
    get(session.put(KEY, Value.of("mine")));
    behind.add(Consistency.ONE);
    behind.add(Consistency.QUORUM);
    assertEquals("mine", get(session.get(KEY, AT_ONE)).text().orElseThrow());
    assertEquals(Consistency.ALL, asked.getLast().consistency());
    assertTrue(get(client.get(KEY, AT_ONE)).value().isEmpty(), "no session, no promise");
  }

  @Test
  void whatCannotBeShownIsAnErrorAndNeverOld() {
    get(session.put(KEY, Value.of("mine")));
    behind.addAll(List.of(Consistency.ONE, Consistency.QUORUM, Consistency.ALL));
    List<Throwable> errors = new ArrayList<>();
    session.get(KEY, AT_ONE).subscribe(reading -> {}, errors::add);
    scheduler.advanceTimeBy(Duration.ofSeconds(10));
    assertInstanceOf(GyreException.NotApplied.class, errors.getFirst());
  }

  @Test
  void whatWasReadOnceIsNeverUnread() {
    get(client.put(KEY, Value.of("another's")));
    assertTrue(get(session.get(KEY)).isPresent());
    behind.add(Consistency.ONE);
    assertTrue(get(session.get(KEY, AT_ONE)).isPresent());
  }

  @Test
  void itRemembersSoManyKeysAndSaysWhatItForgot() {
    for (String key : new String[] {"a", "b", "c"}) {
      get(session.put(Key.of(key), Value.of("v")));
    }
    assertEquals(1, session.forgotten());
    behind.add(Consistency.ONE);
    assertTrue(get(session.get(Key.of("a"), AT_ONE)).value().isEmpty());
    assertTrue(get(session.get(Key.of("c"), AT_ONE)).isPresent());
  }

  @Test
  void eachKeyOfABatchHasItsOwnEnd() {
    List<Map.Entry<Key, Value>> values = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      values.add(Map.entry(Key.of("key" + i), Value.of("v" + i)));
    }
    List<KeyResult<Receipt>> written =
        get(client.putAll(Flux.fromIterable(values), WriteOptions.DEFAULTS).collectList());
    assertEquals(1_000, written.size());
    assertTrue(written.stream().allMatch(KeyResult::isSuccess));
    Flux<Key> keys = Flux.fromIterable(values).map(Map.Entry::getKey);
    List<KeyResult<Reading>> read = get(client.getAll(keys, ReadOptions.DEFAULTS).collectList());
    assertTrue(read.stream().allMatch(each -> each.result().isPresent()));
  }

  @Test
  void aScanFetchesAtMostOnePageAhead() {
    for (int i = 0; i < 100; i++) {
      get(client.put("key" + (100 + i), "v"));
    }
    asked.clear();
    List<Listed> listed = new ArrayList<>();
    BaseSubscriber<Listed> reader =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            request(1);
          }

          @Override
          protected void hookOnNext(Listed value) {
            listed.add(value);
          }
        };
    client.scan(KeyPrefix.of("key"), ScanOptions.DEFAULTS.pages(10)).subscribe(reader);
    scheduler.advanceTimeBy(Duration.ofSeconds(10));
    assertEquals(1, listed.size());
    assertTrue(asked.size() <= 2, asked.size() + " pages were asked for");
    reader.requestUnbounded();
    scheduler.advanceTimeBy(Duration.ofSeconds(10));
    assertEquals(100, listed.size());
    assertTrue(reader.isDisposed() || asked.size() == 10);
  }
}

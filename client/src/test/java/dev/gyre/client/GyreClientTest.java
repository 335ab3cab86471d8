package dev.gyre.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.client.host.LaneStore;
import dev.gyre.client.host.MemoryLinks;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The public face over one node in memory, in virtual time. */
class GyreClientTest {
  private static final Key KEY = Key.of("k");

  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
  private final LaneStore store = new LaneStore();
  private final MemoryLinks links = new MemoryLinks(scheduler, store::apply);
  private final GyreClient client =
      GyreClient.on(links.client(scheduler), ReadOptions.DEFAULTS, WriteOptions.DEFAULTS);

  /** What a result gives within ten seconds: a value, null when empty, or its error thrown. */
  private <T> T get(Mono<T> result) {
    List<T> values = new ArrayList<>();
    List<Throwable> errors = new ArrayList<>();
    boolean[] ended = new boolean[1];
    result.doFinally(signal -> ended[0] = true).subscribe(values::add, errors::add);
    scheduler.advanceTimeBy(Duration.ofSeconds(10));
    assertTrue(ended[0], "it did not end");
    if (!errors.isEmpty()) {
      throw (RuntimeException) errors.getFirst();
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  private <E extends Throwable> E failure(Class<E> type, Mono<?> result) {
    List<Throwable> errors = new ArrayList<>();
    result.subscribe(value -> {}, errors::add);
    scheduler.advanceTimeBy(Duration.ofSeconds(10));
    return assertInstanceOf(type, errors.getFirst());
  }

  /** Two writes under one context: siblings, the second one newer. */
  private void makeSiblings(String first, String second) {
    WriteOptions blind = WriteOptions.DEFAULTS.after(get(client.get(KEY)));
    get(client.put(KEY, Value.of(first), blind));
    get(client.put(KEY, Value.of(second), blind));
  }

  @Test
  void whatIsPutIsGotAndWhatIsDeletedIsAbsent() {
    assertFalse(get(client.get("k")).isPresent());
    Receipt receipt = get(client.put("k", "v1"));
    assertEquals(1, receipt.attempts());
    Reading reading = get(client.get("k"));
    assertEquals(Optional.of("v1"), reading.text());
    assertFalse(reading.isConflicted());
    assertTrue(reading.timestampMillis().isPresent());
    get(client.put("k", new byte[] {1, 2}));
    assertEquals(Value.of(new byte[] {1, 2}), get(client.get(KEY)).value().orElseThrow());
    get(client.delete("k"));
    assertFalse(get(client.get("k")).isPresent());
    assertEquals(List.of(), get(client.get("k")).values());
  }

  @Test
  void aReceiptsContextReplacesWithoutAReading() {
    Receipt first = get(client.put("k", "v1"));
    get(client.put(KEY, Value.of("v2"), WriteOptions.DEFAULTS.after(first.context())));
    assertEquals(List.of(Value.of("v2")), get(client.get("k")).values());
  }

  @Test
  void concurrentWritesAreSiblingsUntilOneIsWrittenAfterBoth() {
    makeSiblings("a", "b");
    Reading both = get(client.get("k"));
    assertTrue(both.isConflicted());
    assertEquals(List.of(Value.of("b"), Value.of("a")), both.values());
    get(client.put(KEY, Value.of("ab"), WriteOptions.DEFAULTS.after(both)));
    assertFalse(get(client.get("k")).isConflicted());
  }

  @Test
  void optionsReachTheNode() {
    get(client.get(KEY, ReadOptions.DEFAULTS.with(Consistency.ONE)));
    get(client.get(KEY, ReadOptions.DEFAULTS.replicas(3).within(Duration.ofMillis(70))));
    get(client.put(KEY, Value.EMPTY, WriteOptions.DEFAULTS.replicas(2)));
    Command one = links.sent().get(0);
    Command three = links.sent().get(1);
    assertEquals(Consistency.ONE, one.consistency());
    assertEquals(2_000 - 1, one.timeoutMillis(), "a millisecond went into connecting");
    assertEquals(new Consistency.Replicas(3), three.consistency());
    assertEquals(70, three.timeoutMillis());
    assertEquals(new Consistency.Replicas(2), links.sent().get(2).consistency());
  }

  @Test
  void anUpdateChangesWhatItReadUnderItsContext() {
    assertEquals(Value.of("0+"), get(client.update(KEY, Value.of("0"), v -> add(v, "+"))));
    assertEquals(Value.of("0++"), get(client.update(KEY, Value.of("0"), v -> add(v, "+"))));
    assertEquals(List.of(Value.of("0++")), get(client.get(KEY)).values());
  }

  private static Value add(Value value, String suffix) {
    return Value.of(value.text() + suffix);
  }

  @Test
  void anUpdateWithoutMergeRefusesSiblingsAndWithOneResolvesThem() {
    makeSiblings("a", "b");
    GyreException.Conflict conflict =
        failure(
            GyreException.Conflict.class,
            client.update(KEY, Value.EMPTY, value -> add(value, "!")));
    assertEquals(2, conflict.reading().values().size());
    Merge<Value> joined = Merge.of((left, right) -> Value.of(left.text() + right.text()));
    get(client.update(KEY, Value.EMPTY, joined, value -> add(value, "!")));
    assertEquals(List.of(Value.of("ba!")), get(client.get(KEY)).values());
  }

  @Test
  void anUpdateThatWasNotAppliedIsBegunAnewFromTheReading() {
    int[] refusals = {10};
    answerWritesWith(
        write ->
            refusals[0]-- > 0 ? new Outcome.NotApplied(Refusal.BUSY, "full") : store.apply(write));
    assertEquals(Value.of("!"), get(client.update(KEY, Value.EMPTY, value -> add(value, "!"))));
    long reads = links.sent().stream().filter(Command.Get.class::isInstance).count();
    assertEquals(2, reads, "eight attempts of the first round failed");
  }

  @Test
  void anUpdateOfUnknownOutcomeIsNotMadeTwice() {
    int[] changes = new int[1];
    answerWritesWith(write -> null);
    failure(
        GyreException.Unknown.class,
        client.update(
            KEY,
            Value.EMPTY,
            value -> {
              changes[0]++;
              return value;
            }));
    assertEquals(1, changes[0]);
  }

  @Test
  void anUpdateWhoseChangeFailsEndsWithThatAndWritesNothing() {
    IllegalStateException failed =
        failure(
            IllegalStateException.class,
            client.update(
                KEY,
                Value.EMPTY,
                value -> {
                  throw new IllegalStateException("planted");
                }));
    assertEquals("planted", failed.getMessage());
    assertEquals(1, links.sent().size());
  }

  private void answerWritesWith(Function<Command, Outcome> writes) {
    links.answerWith(
        command -> command instanceof Command.Write ? writes.apply(command) : store.apply(command));
  }

  @Test
  void errorsSayWhatIsKnownAndHowOftenItWasTried() {
    links.answerWith(command -> new Outcome.NotApplied(Refusal.TOO_LARGE, "9 bytes, at most 8"));
    GyreException.NotApplied large =
        failure(GyreException.NotApplied.class, client.put("k", "123456789"));
    assertEquals(Refusal.TOO_LARGE, large.refusal());
    assertFalse(large.isWorthRetrying());
    assertEquals("not applied, TOO_LARGE (sent once): 9 bytes, at most 8", large.getMessage());
    assertEquals(0, large.getStackTrace().length);

    links.answerWith(command -> null);
    GyreException.Unknown unknown = failure(GyreException.Unknown.class, client.put("k", "v"));
    assertTrue(unknown.attempts() > 1, unknown.getMessage());
    assertTrue(unknown.getMessage().startsWith("outcome unknown (sent "), unknown.getMessage());
    GyreException.NotApplied read = failure(GyreException.NotApplied.class, client.get("k"));
    assertEquals(Refusal.UNAVAILABLE, read.refusal());
    assertTrue(read.isWorthRetrying());
  }

  @Test
  void aMapHoldsObjectsUnderItsNameAndMergesTheirSiblings() {
    GyreMap<String, TreeSet<String>> tags =
        client.map("tags", Codec.string(), new Words(), Merge.of(GyreClientTest::union));
    assertEquals(null, get(tags.get("x")));
    get(tags.put("x", new TreeSet<>(List.of("red"))));
    assertEquals(Optional.of("red"), get(client.get("tags/x")).text());
    WriteOptions blind = WriteOptions.DEFAULTS.after(get(client.get("tags/x")));
    get(tags.put("x", new TreeSet<>(List.of("green")), blind));
    get(tags.put("x", new TreeSet<>(List.of("blue")), blind));
    assertEquals(List.of("blue", "green"), List.copyOf(get(tags.get("x"))));
    get(tags.update("x", new TreeSet<>(), set -> union(set, new TreeSet<>(List.of("black")))));
    assertEquals(Optional.of("black blue green"), get(client.get("tags/x")).text());
    get(tags.delete("x"));
    assertEquals(null, get(tags.get("x")));
  }

  private static TreeSet<String> union(TreeSet<String> left, TreeSet<String> right) {
    TreeSet<String> both = new TreeSet<>(left);
    both.addAll(right);
    return both;
  }

  private static final class Words implements Codec<TreeSet<String>> {
    @Override
    public byte[] encode(TreeSet<String> words) {
      return Codec.string().encode(String.join(" ", words));
    }

    @Override
    public TreeSet<String> decode(byte[] bytes) {
      return new TreeSet<>(List.of(Codec.string().decode(bytes).split(" ")));
    }
  }

  @Test
  void aKeyThatIsNoneEndsAMapsRequestWithWhy() {
    GyreMap<byte[], Long> numbers = client.map("", Codec.bytes(), Codec.int64(), Merge.newest());
    failure(IllegalArgumentException.class, numbers.put(new byte[0], 1L));
    get(numbers.put(new byte[] {'n'}, 5L));
    assertEquals(6L, get(numbers.update(new byte[] {'n'}, 0L, n -> n + 1)));
    get(client.put("n", "not a number"));
    failure(IllegalArgumentException.class, numbers.get(new byte[] {'n'}));
  }
}

package dev.gyre.client;

import dev.gyre.client.host.ClientHost;
import dev.gyre.client.machine.SessionStatus;
import dev.gyre.core.cell.Condition;
import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.Value;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A client of a Gyre cluster. Make one for each cluster and share it: it keeps one multiplexed link
 * to each node, learns who owns which key, and asks an owner.
 *
 * <p><b>Cold.</b> Nothing is sent before a result is subscribed to; each subscription is a request
 * of its own. A put subscribed to twice is two writes. Cancelling gives back all that a request
 * holds here, but a write already sent may still be applied.
 *
 * <p><b>Once.</b> A request is sent to one owner after the other, under one write id, until one of
 * them answers or its timeout is over. However often it was sent, it is applied at most once.
 *
 * <p><b>Three outcomes.</b> It succeeds, or fails with {@link GyreException.NotApplied} (certainly
 * without effect) or {@link GyreException.Unknown}.
 *
 * <p><b>Threads.</b> The methods may be called, and results subscribed to, from any thread. Results
 * arrive on the client's one event loop, which must never be blocked: {@code publishOn} another
 * scheduler first if what follows does. Only a request that is turned away at once, because too
 * many are waiting or the client is closed, may end on the subscribing thread.
 *
 * <p>A key has 1 to 1,024 bytes; arrays handed over must not be written to again.
 */
public final class GyreClient {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

  /** Requests of one batch that are under way at a time. */
  public static final int BATCH = 256;

  private static final Duration DEFAULT_DRAIN = Duration.ofSeconds(5);

  /** What every request starts from; nothing in them is null but the context. */
  static final ReadOptions READS = new ReadOptions(Consistency.QUORUM, DEFAULT_TIMEOUT);

  static final WriteOptions WRITES =
      new WriteOptions(Consistency.QUORUM, DEFAULT_TIMEOUT, null, null);

  private final ClientHost host;
  private final ReadOptions reads;
  private final WriteOptions writes;
  private final Mono<Void> afterClose;

  GyreClient(ClientHost host, ReadOptions reads, WriteOptions writes, Mono<Void> afterClose) {
    this.host = host;
    this.reads = reads.orElse(READS);
    this.writes = writes.orElse(WRITES);
    this.afterClose = afterClose;
  }

  /**
   * A client of the cluster that the nodes named belong to:
   *
   * <pre>gyre://host:port[,host:port…][?timeout=2s&amp;consistency=quorum]</pre>
   *
   * <p>Some nodes are enough, the others are learned. Returns at once and connects in the
   * background; requests wait for that within their timeouts. {@code consistency} is any, one,
   * quorum, all or linearizable. Throws {@link IllegalArgumentException} when the text is not such
   * an address.
   */
  public static GyreClient connect(String uri) {
    return GyreClientBuilder.of(ClientUri.parse(uri)).build();
  }

  public static GyreClientBuilder builder() {
    return new GyreClientBuilder();
  }

  /** The same client on a host that was made and started elsewhere: in a simulation. */
  public static GyreClient on(ClientHost host, ReadOptions reads, WriteOptions writes) {
    return new GyreClient(host, reads, writes, Mono.empty());
  }

  public Mono<Reading> get(String key) {
    return get(Key.of(key), ReadOptions.DEFAULTS);
  }

  public Mono<Reading> get(Key key) {
    return get(key, ReadOptions.DEFAULTS);
  }

  /** What the key holds; an absent key is a reading without a value, not an empty Mono. */
  public Mono<Reading> get(Key key, ReadOptions options) {
    ReadOptions all = options.orElse(reads);
    Command.Get get = new Command.Get(key, level(all.consistency()), millis(all.timeout()));
    return host.ask(get, GyreClient::endGet);
  }

  /** {@link #scan(KeyPrefix, ScanOptions)} of all keys that begin with the text, with values. */
  public Flux<Listed> scan(String prefix) {
    return scan(KeyPrefix.of(prefix), ScanOptions.DEFAULTS);
  }

  /**
   * The keys with a prefix that hold a value, in the order of their bytes; all keys if it is empty.
   * Page by page, as they are asked for: at most one page is fetched ahead. Each key is as it was
   * at some moment of the scan; one that held a value all along is emitted exactly once, whatever
   * nodes die in between. A page that fails ends it: go on with {@link ScanOptions#after} the last
   * key that came.
   */
  public Flux<Listed> scan(KeyPrefix prefix, ScanOptions options) {
    ScanOptions all =
        new ScanOptions(
            options.reads().orElse(reads), options.pageKeys(), options.values(), options.after());
    return new Scanning(host, prefix, all).run();
  }

  public Mono<Receipt> put(String key, String value) {
    return put(Key.of(key), Value.of(value), WriteOptions.DEFAULTS);
  }

  public Mono<Receipt> put(String key, byte[] value) {
    return put(Key.of(key), Value.of(value), WriteOptions.DEFAULTS);
  }

  public Mono<Receipt> put(Key key, Value value) {
    return put(key, value, WriteOptions.DEFAULTS);
  }

  public Mono<Receipt> put(Key key, Value value, WriteOptions options) {
    Duration span = options.lifetime();
    Content content =
        span == null ? Content.of(value) : new Content.Present(value, Durations.lifetime(span));
    return write(key, content, options);
  }

  /**
   * Puts that do not depend on each other, each with its own outcome, in the order in which they
   * end. Up to {@link #BATCH} are under way at a time; what goes to one node shares its flushes.
   */
  public Flux<KeyResult<Receipt>> putAll(Flux<Map.Entry<Key, Value>> values, WriteOptions options) {
    return values.flatMap(
        each -> result(each.getKey(), put(each.getKey(), each.getValue(), options)), BATCH);
  }

  /** Gets of many keys, each with its own outcome, in the order in which they end. */
  public Flux<KeyResult<Reading>> getAll(Flux<Key> keys, ReadOptions options) {
    return keys.flatMap(key -> result(key, get(key, options)), BATCH);
  }

  private static <T> Mono<KeyResult<T>> result(Key key, Mono<T> request) {
    return request
        .map(value -> new KeyResult<T>(key, value, null))
        .onErrorResume(
            GyreException.class, failure -> Mono.just(new KeyResult<T>(key, null, failure)));
  }

  public Mono<Receipt> delete(String key) {
    return delete(Key.of(key), WriteOptions.DEFAULTS);
  }

  public Mono<Receipt> delete(Key key) {
    return delete(key, WriteOptions.DEFAULTS);
  }

  /** Succeeds for an absent key too. */
  public Mono<Receipt> delete(Key key, WriteOptions options) {
    return write(key, Content.TOMBSTONE, options);
  }

  /**
   * Writes the value only if the condition holds; fails with {@link GyreException.ConditionFailed},
   * which says what was found instead. Linearizable, whatever the options say.
   */
  public Mono<Receipt> putIf(Key key, Condition condition, Value value, WriteOptions options) {
    return writeIf(key, Content.of(value), condition, options);
  }

  /** As {@link #putIf}: deletes only if the condition holds. */
  public Mono<Receipt> deleteIf(Key key, Condition condition, WriteOptions options) {
    return writeIf(key, Content.TOMBSTONE, condition, options);
  }

  /** As {@link #putIf}: replaces one value by another. */
  public Mono<Receipt> compareAndSet(Key key, Value expected, Value next) {
    return putIf(key, new Condition.IfValue(expected), next, WriteOptions.DEFAULTS);
  }

  /** As {@link #putIf}: nothing but the first value. */
  public Mono<Receipt> putIfAbsent(Key key, Value value) {
    return putIf(key, Condition.ABSENT, value, WriteOptions.DEFAULTS);
  }

  /**
   * A linearizable read, a change, and a write that is applied only if nothing came in between;
   * begun anew while something did and the timeout (the writes' default, for all of it) is not
   * over. Emits what was written. {@code change} may run several times and must have no effects of
   * its own.
   *
   * @param initial what an absent key counts as
   */
  public Mono<Value> updateAtomically(Key key, Value initial, UnaryOperator<Value> change) {
    return new AtomicUpdate(this, key, initial, change).run();
  }

  /**
   * Reads, changes, and writes what was read with its context; fails with {@link
   * GyreException.Conflict} when it meets siblings. Otherwise as the update that takes a merge.
   */
  public Mono<Value> update(Key key, Value initial, UnaryOperator<Value> change) {
    return new Update<>(this, key, Update.refusing(initial), change, value -> value).run();
  }

  /**
   * Reads, merges siblings, changes, and writes with the context, so that what was merged is
   * replaced. Emits what was written. Begun anew while it certainly was not applied and the timeout
   * (the writes' default, for all of it) is not over; {@code change} may thus run several times and
   * must have no effects of its own.
   *
   * <p>It is no lock: two concurrent updates leave two siblings, which the next one merges.
   *
   * @param initial what an absent key counts as
   */
  public Mono<Value> update(
      Key key, Value initial, Merge<Value> merge, UnaryOperator<Value> change) {
    return new Update<>(this, key, Update.merging(initial, merge), change, value -> value).run();
  }

  /**
   * The keys that begin with {@code name/} as a map of objects; all keys if the name is empty.
   *
   * @param merge makes one of concurrent values, when reading and updating
   */
  public <K, V> GyreMap<K, V> map(String name, Codec<K> keys, Codec<V> values, Merge<V> merge) {
    return new GyreMap<>(this, name, new GyreMap.Form<>(keys, values, merge));
  }

  /**
   * Who owns what, as learned last; waits for the first node to tell. Empty when the client is
   * closed before.
   */
  public Mono<Topology> topology() {
    return host.topology();
  }

  /** Links, requests under way, totals. Empty when the client is closed. */
  public Mono<SessionStatus> status() {
    return host.status();
  }

  /** {@link #close(Duration)} with five seconds. */
  public Mono<Void> close() {
    return close(DEFAULT_DRAIN);
  }

  /**
   * When subscribed to: refuses new requests, finishes those accepted for at most {@code drain},
   * ends the rest ({@link GyreException.Unknown} where they may have been applied), and closes the
   * links. May be called again.
   */
  public Mono<Void> close(Duration drain) {
    return host.close(drain).then(afterClose);
  }

  /** Reads and writes that see each other at any level, for at most {@link Session#MOST_KEYS}. */
  public Session session() {
    return session(Session.MOST_KEYS);
  }

  public Session session(int mostKeys) {
    return new Session(this, mostKeys);
  }

  ReadOptions reads(ReadOptions options) {
    return options.orElse(reads);
  }

  Duration updateTimeout() {
    return Objects.requireNonNull(writes.timeout());
  }

  long uptimeMillis() {
    return host.uptimeMillis();
  }

  private Mono<Receipt> write(Key key, Content content, WriteOptions options) {
    WriteOptions all = options.orElse(writes);
    Command.Write write =
        new Command.Write(
            key, content, all.context(), level(all.consistency()), null, 0, millis(all.timeout()));
    return host.ask(write, GyreClient::endWrite);
  }

  private Mono<Receipt> writeIf(
      Key key, Content content, Condition condition, WriteOptions options) {
    WriteOptions all = options.orElse(writes);
    Command.Write write =
        new Command.Write(
                key, content, null, Consistency.LINEARIZABLE, null, 0, millis(all.timeout()))
            .onlyIf(condition);
    return host.ask(write, GyreClient::endWrite);
  }

  private static Consistency level(@Nullable Consistency given) {
    return Objects.requireNonNull(given);
  }

  private static int millis(@Nullable Duration timeout) {
    return (int) Objects.requireNonNull(timeout).toMillis();
  }

  private static void endGet(Outcome outcome, int attempts, MonoSink<Reading> sink) {
    switch (outcome) {
      case Outcome.Found found -> sink.success(reading(found));
      case Outcome.Written written -> throw new IllegalStateException("a get was " + written);
      case Outcome.Page page -> throw new IllegalStateException("a get was " + page);
      case Outcome.ConditionFailed failed -> throw new IllegalStateException("a get " + failed);
      case Outcome.Repaired repaired -> throw new IllegalStateException("a get was " + repaired);
      case Outcome.NotApplied refused -> sink.error(error(refused, attempts));
      case Outcome.Unknown unknown -> sink.error(error(unknown, attempts));
    }
  }

  private static void endWrite(Outcome outcome, int attempts, MonoSink<Receipt> sink) {
    switch (outcome) {
      case Outcome.Written written ->
          sink.success(new Receipt(written.context(), attempts, written.version()));
      case Outcome.ConditionFailed failed -> sink.error(error(failed, attempts));
      case Outcome.Found found -> throw new IllegalStateException("a write was " + found);
      case Outcome.Page page -> throw new IllegalStateException("a write was " + page);
      case Outcome.Repaired repaired -> throw new IllegalStateException("a write was " + repaired);
      case Outcome.NotApplied refused -> sink.error(error(refused, attempts));
      case Outcome.Unknown unknown -> sink.error(error(unknown, attempts));
    }
  }

  private static Reading reading(Outcome.Found found) {
    return new Reading(found.siblings(), found.context(), found.version());
  }

  private static GyreException error(Outcome.ConditionFailed failed, int attempts) {
    Outcome.Found seen = failed.seen();
    return new GyreException.ConditionFailed(seen == null ? null : reading(seen), attempts);
  }

  static GyreException error(Outcome.NotApplied refused, int attempts) {
    return new GyreException.NotApplied(refused.refusal(), refused.detail(), attempts);
  }

  static GyreException error(Outcome.Unknown unknown, int attempts) {
    return new GyreException.Unknown(unknown.detail(), attempts);
  }
}

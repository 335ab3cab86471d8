package dev.gyre.client;

import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * The keys of one name as a map of objects. Cold, with the outcomes, threads and errors of {@link
 * GyreClient}. Immutable; share it.
 */
public final class GyreMap<K, V> {

  /** How the objects of a map are written down, and merged. */
  record Form<K, V>(Codec<K> keys, Codec<V> values, Merge<V> merge) {}

  private final GyreClient client;
  private final byte[] prefix;
  private final Form<K, V> form;

  GyreMap(GyreClient client, String name, Form<K, V> form) {
    this.client = client;
    this.prefix = (name.isEmpty() ? "" : name + "/").getBytes(StandardCharsets.UTF_8);
    this.form = form;
  }

  /** The value, siblings merged (but not written back); empty when absent. */
  public Mono<V> get(K key) {
    return get(key, ReadOptions.DEFAULTS);
  }

  public Mono<V> get(K key, ReadOptions options) {
    return Mono.defer(() -> client.get(keyOf(key), options))
        .flatMap(reading -> Mono.justOrEmpty(valueOf(reading)));
  }

  /**
   * Replaces what the node that takes it knows, unread. Where clients write the same key, prefer
   * {@link #update}.
   */
  public Mono<Receipt> put(K key, V value) {
    return put(key, value, WriteOptions.DEFAULTS);
  }

  public Mono<Receipt> put(K key, V value, WriteOptions options) {
    return Mono.defer(() -> client.put(keyOf(key), encode(value), options));
  }

  public Mono<Receipt> delete(K key) {
    return delete(key, WriteOptions.DEFAULTS);
  }

  public Mono<Receipt> delete(K key, WriteOptions options) {
    return Mono.defer(() -> client.delete(keyOf(key), options));
  }

  /** As {@link GyreClient#update(Key, Value, Merge, UnaryOperator)}, with this map's merge. */
  public Mono<V> update(K key, V initial, UnaryOperator<V> change) {
    return Mono.defer(
        () ->
            new Update<>(
                    client,
                    keyOf(key),
                    reading -> Update.one(decodeAll(reading), initial, form.merge),
                    change,
                    this::encode)
                .run());
  }

  /** The key under which the cluster has it. */
  public Key keyOf(K key) {
    byte[] encoded = form.keys.encode(key);
    byte[] whole = Arrays.copyOf(prefix, prefix.length + encoded.length);
    System.arraycopy(encoded, 0, whole, prefix.length, encoded.length);
    return Key.of(whole);
  }

  private List<V> decodeAll(Reading reading) {
    return reading.values().stream().map(value -> form.values.decode(value.bytes())).toList();
  }

  private Value encode(V value) {
    return Value.of(form.values.encode(value));
  }

  private Optional<V> valueOf(Reading reading) {
    List<V> values = decodeAll(reading);
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(Update.one(values, values.getFirst(), form.merge));
  }
}

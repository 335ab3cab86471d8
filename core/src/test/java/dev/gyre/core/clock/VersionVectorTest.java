package dev.gyre.core.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The arrays against an obvious map. */
class VersionVectorTest {

  @Provide
  Arbitrary<Map<Actor, Long>> entries() {
    Arbitrary<Actor> actors =
        Combinators.combine(
                Arbitraries.integers().between(1, 3),
                Arbitraries.integers().between(1, 2),
                Arbitraries.longs().between(1, 2))
            .as(Actor::new);
    return Arbitraries.maps(actors, Arbitraries.longs().between(1, 5)).ofMaxSize(8);
  }

  private static VersionVector vector(Map<Actor, Long> entries) {
    VersionVector vector = VersionVector.EMPTY;
    for (Map.Entry<Actor, Long> entry : entries.entrySet()) {
      vector = vector.with(new Dot(entry.getKey(), entry.getValue()));
    }
    return vector;
  }

  @Property
  void mergesLikeAMapOfMaxima(
      @ForAll("entries") Map<Actor, Long> left, @ForAll("entries") Map<Actor, Long> right) {
    Map<Actor, Long> expected = new TreeMap<>(left);
    right.forEach((actor, counter) -> expected.merge(actor, counter, Math::max));
    VersionVector merged = vector(left).merge(vector(right));
    assertEquals(vector(expected), merged);
    assertEquals(merged, vector(right).merge(vector(left)));
    assertEquals(expected.size(), merged.size());
    expected.forEach((actor, counter) -> assertEquals(counter, merged.counterOf(actor)));
  }

  @Property
  void coversExactlyWhatMergingWouldNotChange(
      @ForAll("entries") Map<Actor, Long> left, @ForAll("entries") Map<Actor, Long> right) {
    VersionVector a = vector(left);
    VersionVector b = vector(right);
    assertEquals(a.merge(b).equals(a), a.covers(b));
    assertTrue(a.merge(b).covers(a) && a.merge(b).covers(b));
  }

  @Property
  void visitsInOrderWhatTheBuilderTakes(@ForAll("entries") Map<Actor, Long> entries) {
    VersionVector vector = vector(entries);
    VersionVector.Builder copy = new VersionVector.Builder(vector.size());
    vector.forEach((node, life, birth, counter) -> copy.add(new Actor(node, life, birth), counter));
    assertEquals(vector, copy.build());
    for (int i = 0; i < vector.size(); i++) {
      assertEquals(i, vector.indexOf(vector.originAt(i), vector.birthAt(i)));
    }
  }

  @Test
  void theBuilderRefusesDisorder() {
    VersionVector.Builder builder = new VersionVector.Builder(2);
    builder.add(new Actor(2, 1, 1), 1);
    assertThrows(IllegalArgumentException.class, () -> builder.add(new Actor(1, 1, 1), 1));
    assertThrows(IllegalArgumentException.class, () -> builder.add(new Actor(2, 1, 1), 1));
    assertThrows(IllegalArgumentException.class, () -> builder.add(new Actor(3, 1, 1), 0));
  }
}

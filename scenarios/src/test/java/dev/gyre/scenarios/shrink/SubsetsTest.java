package dev.gyre.scenarios.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.collection.Vector;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SubsetsTest {
  @Property
  void whatIsNeededIsLeftAndNothingElse(
      @ForAll @Size(max = 8) Set<@IntRange(max = 199) Integer> needed) {
    Vector<Integer> all = Vector.range(0, 200);
    Vector<Integer> left = Subsets.minimal(all, some -> some.containsAll(Vector.ofAll(needed)));
    assertEquals(Vector.ofAll(needed).sorted(), left);
  }

  @Test
  void aTestThatLikesEvenNumbersEndsWhereNoneCanGo() {
    Vector<Integer> left =
        Subsets.minimal(Vector.range(0, 9), some -> some.size() % 2 == 1 && some.size() >= 3);
    assertTrue(left.size() >= 3 && left.size() % 2 == 1, left::toString);
  }

  @Test
  void fewQuestionsForOneOfMany() {
    int[] asked = {0};
    Vector<Integer> left =
        Subsets.minimal(
            Vector.range(0, 1024),
            some -> {
              asked[0]++;
              return some.contains(700);
            });
    assertEquals(List.of(700), left.asJava());
    assertTrue(asked[0] < 40, () -> asked[0] + " questions");
  }
}

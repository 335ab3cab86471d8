package dev.gyre.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {

  @Test
  void aForkDependsOnItsNameAlone() {
    Seed seed = Seed.of(42);
    Seed network = seed.fork("network");
    seed.fork("disk");
    seed.randomness().nextLong();
    assertEquals(network, seed.fork("network"));
    assertEquals(seed.fork("node", 3), seed.fork("node", 3));
  }

  @Test
  void forksDifferByNameIndexAndParent() {
    TreeSet<Long> values = new TreeSet<>();
    int forks = 0;
    for (long root = 0; root < 20; root++) {
      for (String name : new String[] {"", "a", "b", "ab", "ba", "network", "disk"}) {
        values.add(Seed.of(root).fork(name).value());
        forks++;
        for (long index = 0; index < 50; index++) {
          values.add(Seed.of(root).fork(name, index).value());
          forks++;
        }
      }
    }
    assertEquals(forks, values.size());
    assertNotEquals(Seed.of(1).fork("a").fork("b"), Seed.of(1).fork("ab"));
  }

  /** A seed that failed is kept for ever: these values must never change. */
  @Test
  void forksAndDrawsArePinned() {
    assertEquals("1874792209924322168", Seed.of(42).fork("network").toString());
    assertEquals("4659472933899024481", Seed.of(42).fork("node", 1).toString());
    assertEquals(-3425465463722317665L, Seed.of(42).randomness().nextLong());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE})
  void printsAndParses(long value) {
    assertEquals(Seed.of(value), Seed.parse(Seed.of(value).toString()));
  }

  @Test
  void parsesSignedTooAndRefusesTheRest() {
    assertEquals(Seed.of(-5), Seed.parse(" -5 "));
    for (String bad : new String[] {"", "x", "0x10", "1.5", "18446744073709551616"}) {
      assertThrows(IllegalArgumentException.class, () -> Seed.parse(bad), bad);
    }
  }
}

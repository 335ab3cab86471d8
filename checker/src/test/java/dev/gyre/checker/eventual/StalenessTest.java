package dev.gyre.checker.eventual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Call;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StalenessTest {
  private static final int SMALL_HISTORIES = 6_000;
  private static final Duration PLENTY = Duration.ofSeconds(60);

  /** Unique writes and reads of one of the last values, a few of unknown outcome. */
  private static History draw(long seed, int operations, int processes, int lag) {
    Random random = new Random(seed);
    HistoryBuilder builder = new HistoryBuilder();
    int[] running = new int[processes];
    Arrays.fill(running, -1);
    Object[] seen = new Object[processes];
    List<Object> written = new ArrayList<>(List.of(Absent.ABSENT));
    long position = 0;
    int begun = 0;
    while (begun < operations) {
      int process = random.nextInt(processes);
      if (running[process] < 0) {
        begun++;
        boolean write = random.nextInt(3) == 0;
        Object value = write ? (Object) (long) written.size() : Absent.ABSENT;
        Call call = write ? Call.write("k", value) : Call.read("k");
        running[process] = builder.invoke(process, call, position++);
        if (write) {
          written.add(value);
        }
        seen[process] = written.get(Math.max(0, written.size() - 1 - random.nextInt(lag)));
      } else {
        boolean lost = random.nextInt(20) == 0;
        builder.complete(
            running[process], lost ? Outcome.UNKNOWN : Outcome.OK, seen[process], position++);
        running[process] = -1;
      }
    }
    return builder.build();
  }

  /** By trying every order. */
  private static boolean atomic(History history, int k) {
    return place(history, k, new boolean[history.size()], new ArrayList<>(List.of(0)));
  }

  private static boolean place(History history, int k, boolean[] placed, List<Integer> last) {
    long end = Long.MAX_VALUE;
    for (int i = 0; i < history.size(); i++) {
      end = placed[i] ? end : Math.min(end, history.completed(i));
    }
    boolean over = end == Long.MAX_VALUE;
    for (int i = 0; i < history.size() && !over; i++) {
      if (placed[i] || history.invoked(i) > end) {
        continue;
      }
      boolean write = history.function(i) == Functions.WRITE;
      boolean fits = write || history.outcome(i) == Outcome.UNKNOWN;
      fits |= last.subList(Math.max(0, last.size() - k), last.size()).contains(history.output(i));
      if (fits) {
        placed[i] = true;
        if (write) {
          last.add(history.input(i));
        }
        over = place(history, k, placed, last);
        if (write) {
          last.remove(last.size() - 1);
        }
        placed[i] = false;
      }
    }
    return over;
  }

  @Test
  void twoAtomicityIsWhatTryingEveryOrderSays() {
    int[] found = new int[4];
    for (long seed = 0; seed < SMALL_HISTORIES; seed++) {
      History history = draw(seed, 9, 2 + (int) (seed % 2), 1 + (int) (seed % 5));
      String name = "seed " + seed;
      List<Integer> all = IntStream.range(0, history.size()).boxed().toList();
      Versions versions = new Versions(history, all, Absent.ABSENT);
      boolean two = atomic(history, 2);
      found[two ? 2 : 3]++;
      TwoAtomicity.Answer answer = TwoAtomicity.of(versions, System.nanoTime() + PLENTY.toNanos());
      assertEquals(two ? TwoAtomicity.Answer.YES : TwoAtomicity.Answer.NO, answer, name);
      StalenessBounds bounds = new StalenessBounds(versions);
      assertTrue(atomic(history, bounds.atMost), name + ": at most " + bounds.atMost);
      assertTrue(
          bounds.atLeast == 1 || !atomic(history, bounds.atLeast - 1),
          name + ": at least " + bounds.atLeast);
      Staleness staleness = Staleness.of(history, Absent.ABSENT, PLENTY);
      assertTrue(staleness.exact(), name + ": " + staleness.says());
      assertTrue(atomic(history, staleness.atMost()), name);
    }
    assertTrue(found[2] > 500 && found[3] > 500, Arrays.toString(found));
  }

  @Test
  void longHistoriesAreDecidedToo() {
    History two = draw(1, 100_000, 4, 2);
    Staleness staleness = Staleness.of(two, Absent.ABSENT, PLENTY);
    assertTrue(staleness.atLeast() > 1, staleness.says());
    assertTrue(staleness.atMost() > 0, staleness.says());
  }
}

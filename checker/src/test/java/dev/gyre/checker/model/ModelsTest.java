package dev.gyre.checker.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.checker.BruteForce;
import dev.gyre.checker.format.HistoryFormat;
import dev.gyre.checker.format.ReadOptions;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Call;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.linear.Budget;
import dev.gyre.checker.linear.LinearizabilityChecker;
import dev.gyre.checker.linear.Verdict;
import io.vavr.collection.Vector;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
  /**
   * Steps such as {@code 0:add:1 1:read:[1] 2?add:3}: process, function, value; each overlaps its
   * neighbours unless a bar stands between them; a question mark leaves the outcome unknown.
   */
  private static History history(String text) throws Exception {
    StringBuilder json = new StringBuilder();
    long time = 0;
    for (String group : text.split(" / ")) {
      time += 10;
      for (String step : group.strip().split(" ")) {
        boolean known = step.charAt(1) == ':';
        String[] parts = step.substring(2).split(":");
        json.append("{\"process\":").append(step.charAt(0)).append(",\"f\":\"").append(parts[0]);
        json.append("\",\"value\":").append(parts.length > 1 ? parts[1] : "null");
        json.append(",\"start\":").append(time);
        json.append(known ? ",\"end\":" + (time + 5) : "");
        json.append(",\"outcome\":\"").append(known ? "ok" : "unknown").append("\"}\n");
      }
    }
    return HistoryFormat.JSONL.read(
        new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8)),
        "steps",
        ReadOptions.standard());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "counter|0:add:1 1:add:2 / 0:read:3|VALID",
        "counter|0:add:1 1:add:2 / 0:read:2|INVALID",
        "counter|0:add:1 1?add:2 / 0:read:1 / 0:read:3|VALID",
        "counter|0:add:1 1?add:2 / 0:read:3 / 0:read:1|INVALID",
        "set|0:add:1 1:add:2 2:read:[2] / 0:read:[2,1]|VALID",
        "set|0:add:1 / 1:add:2 2:read:[2]|INVALID",
        "set|0:add:1 / 1:remove:1 2:read:[1] / 0:read:null|VALID",
        "list|0:append:1 1:append:2 / 0:read:[2,1]|VALID",
        "list|0:append:1 1:append:2 / 0:read:[2,1] / 0:read:[1,2]|INVALID",
        "list|0:append:1 1?append:2 / 0:read:[1] / 0:read:[1,2]|VALID",
        "text|0:write:\"a\" / 1:append:\"b\" 2:append:\"c\" / 0:read:\"acb\"|VALID",
        "text|0:write:\"a\" / 1:append:\"b\" 2:append:\"c\" / 0:read:\"ac\"|INVALID",
        "list|0:append:1 1:append:2 2:append:3 3:read:[3] / 0:read:[3,1,2]|VALID",
        "list|0:append:1 1:append:2 2:read:[1] 3:read:[2]|INVALID",
        "list|0:append:1 1?append:1 / 2:read:[1] / 2:append:3 / 2:read:[1,3,1]|VALID",
        "mutex|0:acquire / 0:release 1:acquire|VALID",
        "mutex|0:acquire / 1:acquire|INVALID",
        "mutex|0:acquire 1?release / 2:acquire|VALID",
      })
  void areJudgedAsBruteForceJudges(String model, String text, String word) throws Exception {
    History history = history(text);
    Model<?> built = Models.byName(model, Absent.ABSENT).orElseThrow();
    Verdict verdict =
        LinearizabilityChecker.check(history, built, Budget.of(Duration.ofSeconds(20)));
    assertEquals(word, verdict.word(), verdict::toString);
    assertEquals("VALID".equals(word), BruteForce.linearizable(history, built));
  }

  /** Appends and reads of a list, a read in six damaged, an append in five of unknown outcome. */
  private static History lists(long seed) {
    Random random = new Random(seed);
    HistoryBuilder builder = new HistoryBuilder();
    int[] running = new int[4];
    Arrays.fill(running, -1);
    Vector<Object> state = Vector.empty();
    long position = 0;
    for (int step = 0; step < 16; step++) {
      int process = random.nextInt(running.length);
      if (running[process] < 0) {
        Object value = 1L + random.nextInt(3);
        boolean read = random.nextBoolean();
        Call call = read ? Call.read("k") : new Call("k", "append", value, null);
        running[process] = builder.invoke(process, call, position++);
        state = read || random.nextInt(4) == 0 ? state : state.append(value);
      } else {
        boolean lost = random.nextInt(5) == 0;
        Object seen = random.nextInt(6) == 0 ? state.reverse() : state;
        builder.complete(running[process], lost ? Outcome.UNKNOWN : Outcome.OK, seen, position++);
        running[process] = -1;
      }
    }
    return builder.build();
  }

  @Test
  void listsAreJudgedAsBruteForceJudges() {
    int invalid = 0;
    for (long seed = 0; seed < 3_000; seed++) {
      History history = lists(seed);
      boolean valid = BruteForce.linearizable(history, new ListModel());
      Verdict verdict =
          LinearizabilityChecker.check(history, new ListModel(), Budget.of(Duration.ofSeconds(20)));
      assertEquals(valid ? "VALID" : "INVALID", verdict.word(), "seed " + seed);
      invalid += valid ? 0 : 1;
    }
    assertTrue(invalid > 300 && invalid < 2_700, "invalid: " + invalid);
  }

  /** Writes, appends and reads of a text, of few letters; a read in five damaged. */
  private static History texts(long seed) {
    Random random = new Random(seed);
    HistoryBuilder builder = new HistoryBuilder();
    int[] running = new int[4];
    Arrays.fill(running, -1);
    String state = "";
    int writes = seed % 2 == 0 ? 1 : 0;
    long position = 0;
    for (int step = 0; step < 16; step++) {
      int process = random.nextInt(running.length);
      if (running[process] < 0) {
        String letter = Character.toString('a' + random.nextInt(2));
        String function =
            List.of("read", "append", "append", "write").get(random.nextInt(3 + writes));
        boolean read = "read".equals(function);
        Call call = new Call("k", function, read ? null : letter, null);
        running[process] = builder.invoke(process, call, position++);
        if (!read && random.nextInt(5) > 0) {
          state = "write".equals(function) ? letter : state + letter;
        }
      } else {
        boolean lost = random.nextInt(5) == 0;
        String seen = random.nextInt(5) == 0 ? state.replaceFirst("^.", "") : state;
        builder.complete(running[process], lost ? Outcome.UNKNOWN : Outcome.OK, seen, position++);
        running[process] = -1;
      }
    }
    return builder.build();
  }

  @Test
  void textsAreJudgedAsBruteForceJudges() {
    int invalid = 0;
    for (long seed = 0; seed < 3_000; seed++) {
      History history = texts(seed);
      boolean valid = BruteForce.linearizable(history, new TextModel());
      Verdict verdict =
          LinearizabilityChecker.check(history, new TextModel(), Budget.of(Duration.ofSeconds(20)));
      assertEquals(valid ? "VALID" : "INVALID", verdict.word(), "seed " + seed);
      invalid += valid ? 0 : 1;
    }
    assertTrue(invalid > 300 && invalid < 2_700, "invalid: " + invalid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0:read:1 1:write:1|cas-register",
        "0:acquire|mutex",
        "0:append:\"a\" 1:read:\"a\"|text",
        "0:append:1 1:read:[1]|list",
        "0:append:\"a\" 1:read:[\"a\"]|list",
        "0:add:1 1:read:1|counter",
        "0:add:1 1:read:[1]|set",
        "0:add:1 1:remove:1|set",
        "0:add:\"a\"|set",
      })
  void isChosenByItsFunctions(String text, String name) throws Exception {
    assertEquals(name, ModelChoice.of(history(text)));
  }

  /** The example of the README. */
  record Lamp() implements Model<Boolean> {
    @Override
    public String name() {
      return "lamp";
    }

    @Override
    public Boolean initial() {
      return false;
    }

    @Override
    public Boolean step(Boolean lit, Operation operation) {
      return switch (operation.function()) {
        case "toggle" -> !lit;
        case "read" -> lit.equals(operation.output()) ? lit : null;
        default -> throw new IllegalArgumentException("a lamp has toggle and read");
      };
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0:toggle 1:read:false / 0:read:true|VALID",
        "0:toggle 1?toggle / 0:read:true / 0:read:false|VALID",
        "0:toggle / 1:read:false|INVALID",
      })
  void anybodyCanAddAModel(String text, String word) throws Exception {
    Budget budget = Budget.of(Duration.ofSeconds(30));
    Verdict verdict = LinearizabilityChecker.check(history(text), new Lamp(), budget);
    assertEquals(word, verdict.word());
  }

  @Test
  void namesAreKnown() {
    for (String name : Models.NAMES.split(", ")) {
      assertEquals(name, Models.byName(name, Absent.ABSENT).orElseThrow().name());
    }
    assertTrue(Models.byName("heap", Absent.ABSENT).isEmpty());
    assertThrows(IllegalArgumentException.class, () -> Models.byName("counter", "many"));
  }
}

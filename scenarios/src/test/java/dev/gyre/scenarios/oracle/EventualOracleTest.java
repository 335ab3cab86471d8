package dev.gyre.scenarios.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation.Action;
import dev.gyre.scenarios.history.Operation.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories of a few operations, each with the verdict that a person would give. */
class EventualOracleTest {
  private final History history = new History();
  private long now;

  private int put(String value, Integer basis, Result result) {
    int index = history.invoked(1, "k", new Action.Put(value, basis, true), ++now);
    history.completed(index, ++now, result);
    return index;
  }

  private int get(String... values) {
    int index = history.invoked(2, "k", new Action.Get(true), ++now);
    history.completed(index, ++now, new Result.Seen(List.of(values), 0));
    return index;
  }

  private List<String> broken() {
    return new EventualOracle(1_000)
        .judge(history).stream().map(violation -> violation.promise().word()).distinct().toList();
  }

  @Test
  void aWriteThatIsReadIsFine() {
    put("a", null, Result.WRITTEN);
    get("a");
    assertEquals(List.of(), broken());
  }

  @Test
  void anAcknowledgedWriteMustBeSeen() {
    put("a", null, Result.WRITTEN);
    get();
    assertEquals(List.of("no-acknowledged-write-lost"), broken());
  }

  @Test
  void anUnknownWriteNeedNotBeSeen() {
    put("a", null, Result.UNKNOWN);
    get();
    get("a");
    assertEquals(List.of(), broken());
  }

  @Test
  void whatWasOverwrittenKnowinglyIsNotLost() {
    put("a", null, Result.WRITTEN);
    int read = get("a");
    put("b", read, Result.UNKNOWN);
    get("b");
    assertEquals(List.of(), broken());
  }

  @Test
  void whatAWriterHadNotSeenIsLostWhenOnlyTheWriterIsLeft() {
    int empty = get();
    put("a", null, Result.WRITTEN);
    put("b", empty, Result.WRITTEN);
    get("b");
    assertEquals(List.of("no-acknowledged-write-lost"), broken());
  }

  @Test
  void aBlindWriteMayBuryWhatCameBeforeButNotWhatCameAfter() {
    put("a", null, Result.WRITTEN);
    put("b", null, Result.WRITTEN);
    get("b");
    assertEquals(List.of(), broken());
    get("a");
    assertEquals(List.of("no-acknowledged-write-lost"), broken());
  }

  @Test
  void siblingsOfConcurrentWritersAreFine() {
    int empty = get();
    put("a", empty, Result.WRITTEN);
    put("b", empty, Result.WRITTEN);
    get("b", "a");
    assertEquals(List.of(), broken());
  }

  @Test
  void aValueMayNotStandBesideOneWhoseWriterHadSeenIt() {
    put("a", null, Result.WRITTEN);
    int read = get("a");
    put("b", read, Result.WRITTEN);
    get("b", "a");
    assertEquals(List.of("causal-siblings", "no-resurrection"), broken());
  }

  @Test
  void valuesComeFromWritersThatDidNotFail() {
    get("x");
    assertEquals(List.of("no-thin-air"), broken());
  }

  @Test
  void whatWasNotAppliedIsNeverSeen() {
    put("a", null, Result.NOT_APPLIED);
    get("a");
    assertEquals(List.of("no-thin-air"), broken());
  }

  @Test
  void aReadSeesNothingOfTheFuture() {
    get("a");
    put("a", null, Result.WRITTEN);
    assertEquals(List.of("no-thin-air"), broken());
  }

  @Test
  void aDeleteMayHideWhatItMayHaveSeen() {
    put("a", null, Result.WRITTEN);
    int read = get("a");
    put(null, read, Result.WRITTEN);
    int gone = history.invoked(2, "k", new Action.Get(true), ++now);
    history.completed(gone, ++now, new Result.Seen(List.of(), 1));
    assertEquals(List.of(), broken());
  }

  @Test
  void everyOperationIsAnsweredInTime() {
    history.invoked(1, "k", new Action.Get(true), ++now);
    int slow = history.invoked(1, "k", new Action.Get(true), ++now);
    history.completed(slow, now + 1_001, Result.UNKNOWN);
    assertEquals(2, new EventualOracle(1_000).judge(history).size());
  }

  @Test
  void whatAnAcknowledgedWriteHadSupersededStaysAway() {
    put("a", null, Result.WRITTEN);
    int read = get("a");
    put("b", read, Result.WRITTEN);
    get("a");
    assertEquals(List.of("no-acknowledged-write-lost", "no-resurrection"), broken());
  }

  @Test
  void aWriteOnOnesOwnWriteSupersedesAtLeastWhatThatDid() {
    put("a", null, Result.WRITTEN);
    int read = get("a");
    int own = put("b", read, Result.WRITTEN);
    put("c", own, Result.WRITTEN);
    get("c");
    get("b", "c");
    get("a", "c");
    assertEquals(List.of("causal-siblings", "no-resurrection"), broken());
  }

  @Test
  void aBlindWriteOfUnknownOutcomeMayBuryWhatCameAfterIt() {
    put("a", null, Result.UNKNOWN);
    put("b", null, Result.WRITTEN);
    get("a");
    assertEquals(List.of(), broken());
  }
}

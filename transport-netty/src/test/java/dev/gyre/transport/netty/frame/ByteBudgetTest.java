package dev.gyre.transport.netty.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(10);
  private final List<String> granted = new ArrayList<>();

  @Test
  void whatFitsIsTakenAndWhatDoesNotIsRefused() {
    assertTrue(budget.tryTake(6));
    assertFalse(budget.tryTake(5));
    assertTrue(budget.tryTake(4));
    budget.giveBack(6);
    assertEquals(4, budget.usedBytes());
  }

  @Test
  void claimsWaitInLineAndNobodyOvertakes() {
    ByteBudget.Claim first = claim(8, "first");
    ByteBudget.Claim second = claim(8, "second");
    claim(1, "third");
    assertEquals(List.of("first"), granted);
    assertFalse(budget.tryTake(1));
    first.end();
    assertEquals(List.of("first", "second", "third"), granted);
    second.end();
    assertEquals(1, budget.usedBytes());
  }

  @Test
  void whoLeavesTheLineMakesRoomForTheNext() {
    claim(8, "first");
    ByteBudget.Claim second = claim(8, "second");
    claim(2, "third");
    second.end();
    assertEquals(List.of("first", "third"), granted);
    assertEquals(10, budget.usedBytes());
  }

  @Test
  void endingTwiceGivesBackOnce() {
    ByteBudget.Claim claim = claim(8, "one");
    claim.end();
    claim.end();
    assertEquals(0, budget.usedBytes());
  }

  @Test
  void whatNeverFitsIsAMistake() {
    assertThrows(IllegalArgumentException.class, () -> claim(11, "never"));
  }

  private ByteBudget.Claim claim(long bytes, String name) {
    return budget.claim(bytes, () -> granted.add(name));
  }
}

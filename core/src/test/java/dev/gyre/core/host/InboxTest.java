package dev.gyre.core.host;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class InboxTest {
  private final Inbox<Integer> inbox = new Inbox<>();

  @Test
  void deliversOnlyWhatIsAskedFor() {
    assertFalse(inbox.offer(0));
    StepVerifier.create(inbox, 0)
        .then(() -> assertFalse(inbox.offer(1)))
        .thenRequest(2)
        .then(() -> assertTrue(inbox.offer(2)))
        .then(() -> assertTrue(inbox.offer(3)))
        .then(() -> assertFalse(inbox.offer(4)))
        .expectNext(2, 3)
        .thenRequest(Long.MAX_VALUE)
        .then(() -> assertTrue(inbox.offer(5)))
        .expectNext(5)
        .then(inbox::complete)
        .verifyComplete();
    assertFalse(inbox.offer(6));
  }

  @Test
  void afterCancellingNothingIsTaken() {
    StepVerifier.create(inbox).thenCancel().verify();
    assertFalse(inbox.offer(1));
  }

  @Test
  void aSecondSubscriberIsRefused() {
    inbox.subscribe();
    StepVerifier.create(inbox).verifyError(IllegalStateException.class);
  }

  @Test
  void whoComesAfterTheEndHearsOfIt() {
    inbox.complete();
    StepVerifier.create(inbox).verifyComplete();
  }
}

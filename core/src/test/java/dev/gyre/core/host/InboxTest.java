package dev.gyre.core.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

class InboxTest {
  private final Inbox<Integer> inbox = new Inbox<>();

  @Test
  void deliversOnlyWhatIsAskedFor() {
    assertFalse(inbox.offer(0));
    Recorder recorder = new Recorder();
    inbox.subscribe(recorder);
    assertFalse(inbox.offer(1));
    recorder.request(2);
    assertTrue(inbox.offer(2));
    assertTrue(inbox.offer(3));
    assertFalse(inbox.offer(4));
    recorder.requestUnbounded();
    assertTrue(inbox.offer(5));
    assertEquals(List.of(2, 3, 5), recorder.heard);
    assertFalse(recorder.completed);
    inbox.complete();
    assertTrue(recorder.completed);
    assertFalse(inbox.offer(6));
  }

  /** Asks for nothing by itself. */
  private static final class Recorder extends BaseSubscriber<Integer> {
    final List<Integer> heard = new ArrayList<>();
    boolean completed;

    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected void hookOnNext(Integer element) {
      heard.add(element);
    }

    @Override
    protected void hookOnComplete() {
      completed = true;
    }
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

package dev.gyre.client.machine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens, in whatever order, {@link SessionModel}'s promises hold. */
class SessionPropertyTest {
  private static final Limits TIGHT =
      new Limits(3, 2, 4, 4, new Backoff(5, 40), new Backoff(20, 100));
  private static final Refusal[] REFUSALS = Refusal.values();

  /** A kind of happening, and two numbers to choose its details by. */
  record Happening(int kind, int first, int second) {}

  @Provide
  Arbitrary<List<Happening>> happenings() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 1_000);
    return Combinators.combine(Arbitraries.integers().between(0, 15), number, number)
        .as(Happening::new)
        .list()
        .ofMaxSize(120);
  }

  @Property(tries = 2_000)
  void everyCallEndsOnceAndNothingIsLeft(@ForAll("happenings") List<Happening> happenings) {
    SessionModel model = new SessionModel(TIGHT);
    happenings.forEach(happening -> happen(model, happening));
    model.pass(1_000);
    model.checkEmpty();
  }

  @Property(tries = 1_000)
  void closingEndsEverythingWithinItsBound(
      @ForAll("happenings") List<Happening> before, @ForAll("happenings") List<Happening> after) {
    SessionModel model = new SessionModel(TIGHT);
    before.forEach(happening -> happen(model, happening));
    model.close(50);
    model.pass(50);
    assertTrue(model.isClosed());
    model.checkEmpty();
    after.forEach(happening -> happen(model, happening));
    model.checkEmpty();
  }

  private static void happen(SessionModel model, Happening what) {
    int node = 1 + what.first() % SessionModel.NODES;
    String address = Events.address(node);
    switch (what.kind()) {
      case 0, 1 -> model.ask(Events.put("k" + what.first() % 5));
      case 2 -> model.ask(Events.get("k" + what.first() % 5));
      case 3 -> model.cancel(what.first() % 20);
      case 4, 5, 6 -> connect(model, node, what.second());
      case 7 -> {
        if (model.isUp(node) || model.isDialled(node)) {
          model.tell(new LinkEvent.Lost(address, "lost"), node);
        }
      }
      case 8 -> {
        if (model.isDialled(node)) {
          model.tell(new LinkEvent.Refused(address, "no", what.second() % 2 == 0), node);
        }
      }
      case 9 -> {
        if (model.isUp(node)) {
          Message topology =
              new Message.TopologyIs(
                  Events.topology(1 + what.second() % 5, 2, node, 1 + node % SessionModel.NODES));
          model.tell(received(address, topology, what), node);
        }
      }
      case 10 -> {
        if (model.isUp(node)) {
          model.tell(new LinkEvent.GoingAway(address), node);
        }
      }
      case 11 -> notSent(model, what);
      case 12, 13 -> answer(model, what);
      default -> model.pass(what.first() % 300);
    }
  }

  private static void connect(SessionModel model, int node, int stamp) {
    if (model.isDialled(node)) {
      model.tell(
          new LinkEvent.Connected(
              Events.address(node), Events.node(node), 1, 1, HybridClock.at(1_000 + stamp)),
          node);
    }
  }

  private static void answer(SessionModel model, Happening what) {
    if (model.attempts().isEmpty()) {
      return;
    }
    SessionModel.Attempt attempt = model.attempts().get(what.first() % model.attempts().size());
    if (model.isUp(attempt.node())) {
      model.attempts().remove(attempt);
      Outcome outcome = outcome(what.second());
      Message message = new Message.Answer(attempt.id(), outcome);
      LinkEvent event = received(Events.address(attempt.node()), message, what);
      model.answer(attempt, outcome, event);
    }
  }

  private static Outcome outcome(int choice) {
    return switch (choice % 5) {
      case 0 -> Events.FOUND;
      case 1 -> Events.WRITTEN;
      case 2 -> new Outcome.Unknown("who knows");
      default -> Events.refused(REFUSALS[choice % REFUSALS.length]);
    };
  }

  private static void notSent(SessionModel model, Happening what) {
    if (model.attempts().isEmpty()) {
      return;
    }
    SessionModel.Attempt attempt = model.attempts().remove(what.first() % model.attempts().size());
    Envelope envelope = new Envelope(1, 0, new Message.Ask(attempt.id(), attempt.command()));
    String address = Events.address(attempt.node());
    model.tell(new LinkEvent.NotSent(address, envelope, "full"), attempt.node());
  }

  private static LinkEvent received(String address, Message message, Happening what) {
    long stamp = HybridClock.at(1_000 + what.first());
    return new LinkEvent.Received(address, new Envelope(1, stamp, message));
  }
}

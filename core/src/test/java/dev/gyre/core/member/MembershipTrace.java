package dev.gyre.core.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.Belief;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.message.Gossip.Update;
import dev.gyre.core.value.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A membership driven event by event, written down as text and compared with {@code
 * src/test/resources/traces/NAME.txt}. {@code -Dgyre.regenerate=true} writes the files anew: read
 * them before you commit them.
 */
final class MembershipTrace {
  private final String name;
  private final Membership machine;
  private final List<String> lines = new ArrayList<>();

  /** When the timer is due. */
  private long dueMillis;

  private long nowMillis;
  private long lastNumber;
  private NodeId lastPinged = NodeId.of(1);

  MembershipTrace(String name, Membership machine) {
    this.name = name;
    this.machine = machine;
    take("start", machine.start(now()));
  }

  private Moment now() {
    return new Moment(nowMillis, nowMillis);
  }

  /** Whom it pinged last. */
  NodeId lastPinged() {
    return lastPinged;
  }

  /** Its timer fires when it is due. */
  MembershipTrace timer() {
    return timerLate(0);
  }

  MembershipTrace timerLate(long millis) {
    nowMillis = dueMillis + millis;
    dueMillis = Long.MAX_VALUE;
    return take("timer" + (millis == 0 ? "" : ", " + millis + " ms late"), machine.fired(now()));
  }

  /** Until so late, nothing but its timer happens. */
  MembershipTrace timersUntil(long millis) {
    while (dueMillis <= millis) {
      timer();
    }
    return this;
  }

  MembershipTrace receives(NodeId from, Gossip message) {
    return take(from + " says " + text(message), machine.received(from, message, now()));
  }

  /** The target of its last ping answers it. */
  MembershipTrace answered() {
    return receives(lastPinged, new Gossip.Ack(lastNumber, List.of()));
  }

  MembershipTrace nacked(NodeId from) {
    return receives(from, new Gossip.Nack(lastNumber, List.of()));
  }

  MembershipTrace heard(NodeId from) {
    return take("heard from " + from, machine.heard(from, now()));
  }

  MembershipTrace leaves() {
    return take("leave", machine.leave());
  }

  /** {@code n3 SUSPECT 5 by n2}. */
  static Update update(int member, State state, long incarnation, int by) {
    return new Update(
        NodeId.of(member), new Belief(state, incarnation, 70 + member), NodeId.of(by));
  }

  /** The trace so far is the one on file. */
  void isAsOnFile() throws IOException {
    Path file = Path.of("src/test/resources/traces", name + ".txt");
    if (Boolean.getBoolean("gyre.regenerate")) {
      Files.write(file, lines);
    }
    assertEquals(String.join("\n", Files.readAllLines(file)), String.join("\n", lines));
  }

  private MembershipTrace take(String cause, Iterable<Effect> effects) {
    lines.add("at " + nowMillis + ": " + cause);
    for (Effect effect : effects) {
      lines.add("    " + text(effect));
    }
    String others =
        machine.members().stream()
            .filter(status -> status.belief().state() != State.ALIVE)
            .map(status -> status.member().id() + " " + status.belief().state())
            .collect(Collectors.joining(", "));
    String doubt = machine.doubt() == 1 ? "" : ", waits × " + machine.doubt();
    lines.add("  → " + (others.isEmpty() ? "all alive" : others) + doubt);
    return this;
  }

  private String text(Effect effect) {
    return switch (effect) {
      case Effect.Send send -> {
        if (send.message() instanceof Gossip.Ping ping) {
          lastNumber = ping.number();
          lastPinged = send.to();
        }
        yield "send " + send.to() + " " + text((Gossip) send.message());
      }
      case Effect.Arm arm -> {
        assertTrue(arm.timer().equals(Membership.TIMER));
        dueMillis = nowMillis + arm.delay().minMillis();
        yield "wake in " + arm.delay().minMillis() + " ms";
      }
      case Effect.Disarm disarm -> "disarm";
      case Effect.Apply apply -> throw new IllegalStateException("membership has no cells");
      case Effect.Answer answer -> throw new IllegalStateException("nobody asked");
    };
  }

  private static String text(Gossip message) {
    String updates =
        message.updates().stream().map(MembershipTrace::text).collect(Collectors.joining(", "));
    String target = message instanceof Gossip.PingRequest request ? " of " + request.target() : "";
    return message.getClass().getSimpleName() + target + (updates.isEmpty() ? "" : ": " + updates);
  }

  private static String text(Update update) {
    Belief belief = update.belief();
    return update.member()
        + " "
        + belief.state()
        + " "
        + Membership.life(belief.incarnation())
        + "/"
        + (int) belief.incarnation()
        + (update.by().equals(update.member()) ? "" : " by " + update.by());
  }
}

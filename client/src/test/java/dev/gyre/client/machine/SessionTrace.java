package dev.gyre.client.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.RequestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A session driven event by event, written down as text and compared with {@code
 * src/test/resources/traces/NAME.txt}. {@code -Dgyre.regenerate=true} writes the files anew: read
 * them before you commit them.
 */
final class SessionTrace {
  static final int STAMP_MILLIS = 1_000_000;

  private final String name;
  private final Session session;
  private final List<String> lines = new ArrayList<>();
  private final Map<Long, RequestId> lastAttempts = new HashMap<>();
  private long nowMillis;

  SessionTrace(String name, Limits limits, String... seeds) {
    this.name = name;
    this.session = new Session(List.of(seeds), limits, 0xc);
    on("started", new ClientEvent.Started());
  }

  SessionTrace at(long millis) {
    nowMillis = millis;
    return this;
  }

  SessionTrace connected(int node) {
    LinkEvent event =
        new LinkEvent.Connected(
            Events.address(node), Events.node(node), 1, 1, HybridClock.at(STAMP_MILLIS));
    return on(Events.address(node) + " connected", new ClientEvent.Told(event));
  }

  SessionTrace topology(int fromNode, int epoch, int replication, int... members) {
    return received(
        fromNode, new Message.TopologyIs(Events.topology(epoch, replication, members)), 0);
  }

  SessionTrace asks(long call, Command command) {
    return on(
        "call " + call + " asked: " + text(command),
        new ClientEvent.Asked(call, command, nowMillis + command.timeoutMillis()));
  }

  /** A node answers the latest attempt of the call. */
  SessionTrace answers(int node, long call, Outcome outcome) {
    return answers(node, lastAttempts.get(call), outcome);
  }

  SessionTrace answersAttempt(int node, long call, int attempt, Outcome outcome) {
    return answers(node, new RequestId(call << 5 | attempt), outcome);
  }

  private SessionTrace answers(int node, RequestId attempt, Outcome outcome) {
    return received(node, new Message.Answer(attempt, outcome), nowMillis);
  }

  private SessionTrace received(int node, Message message, long elapsed) {
    Envelope envelope = new Envelope(1, HybridClock.at(STAMP_MILLIS + elapsed), message);
    LinkEvent event = new LinkEvent.Received(Events.address(node), envelope);
    return on(Events.address(node) + " told " + text(message), new ClientEvent.Told(event));
  }

  SessionTrace tells(LinkEvent event) {
    return on(
        event.address() + " " + event.getClass().getSimpleName(), new ClientEvent.Told(event));
  }

  SessionTrace notSent(int node, long call) {
    Message ask = new Message.Ask(lastAttempts.get(call), Events.get("k"));
    return tells(new LinkEvent.NotSent(Events.address(node), new Envelope(1, 0, ask), "full"));
  }

  SessionTrace fires(long call) {
    return on("timer of call " + call, new ClientEvent.Fired(new ClientTimer.OfCall(call)));
  }

  SessionTrace rested(int node) {
    ClientTimer timer = new ClientTimer.OfLink(Events.address(node));
    return on("timer of " + Events.address(node), new ClientEvent.Fired(timer));
  }

  SessionTrace does(String what, ClientEvent event) {
    return on(what, event);
  }

  /** The trace so far is the one on file, and nothing is left running. */
  void isAsOnFile() throws IOException {
    Path file = Path.of("src/test/resources/traces", name + ".txt");
    if (Boolean.getBoolean("gyre.regenerate")) {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    }
    assertEquals(String.join("\n", Files.readAllLines(file)), String.join("\n", lines));
    assertEquals(0, session.running(), "calls are still running");
  }

  private SessionTrace on(String what, ClientEvent event) {
    lines.add(nowMillis + " " + what);
    for (ClientEffect effect : session.on(event, nowMillis)) {
      lines.add("    " + text(effect));
    }
    return this;
  }

  private String text(ClientEffect effect) {
    return switch (effect) {
      case ClientEffect.Connect connect -> "connect " + connect.address();
      case ClientEffect.Send send -> {
        Message.Ask ask = (Message.Ask) send.envelope().message();
        lastAttempts.put(Call.numberOf(ask.id()), ask.id());
        yield "send "
            + send.address()
            + " epoch "
            + send.envelope().epoch()
            + ": call "
            + Call.numberOf(ask.id())
            + ", "
            + text(ask.command());
      }
      case ClientEffect.Arm arm -> "wake " + text(arm.timer()) + " in " + text(arm.delay());
      case ClientEffect.Disarm disarm -> "disarm " + text(disarm.timer());
      case ClientEffect.Complete complete ->
          "complete call "
              + complete.call()
              + " after "
              + complete.attempts()
              + ": "
              + text(complete.outcome());
      case ClientEffect.Adopt adopt -> "adopt epoch " + adopt.topology().epoch();
      case ClientEffect.Close close -> "close";
    };
  }

  private static String text(ClientTimer timer) {
    return switch (timer) {
      case ClientTimer.OfCall of -> "call " + of.call();
      case ClientTimer.OfLink of -> of.address();
      case ClientTimer.OfClosing of -> "closing";
    };
  }

  private static String text(Delay delay) {
    return delay.minMillis() == delay.maxMillis()
        ? delay.minMillis() + " ms"
        : delay.minMillis() + " to " + delay.maxMillis() + " ms";
  }

  private static String text(Command command) {
    return switch (command) {
      case Command.Get get -> "get, " + get.timeoutMillis() + " ms left";
      case Command.Scan scan -> "scan, " + scan.timeoutMillis() + " ms left";
      case Command.Write write ->
          "write "
              + (write.id() == null ? "unnamed" : write.id())
              + ", attempt "
              + write.attempt()
              + ", "
              + write.timeoutMillis()
              + " ms left";
    };
  }

  private static String text(Message message) {
    return switch (message) {
      case Message.Answer answer -> "Answer " + text(answer.outcome());
      case Message.TopologyIs topologyIs -> "TopologyIs epoch " + topologyIs.topology().epoch();
      case Message.Ask ask -> "Ask";
      case Message.ToReplica request -> request.getClass().getSimpleName();
      case Message.FromReplica reply -> reply.getClass().getSimpleName();
      case Gossip gossip -> gossip.getClass().getSimpleName();
    };
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Found found -> "Found " + found.siblings().size() + " sibling(s)";
      case Outcome.Written written -> "Written";
      case Outcome.Page page -> "Page";
      case Outcome.ConditionFailed failed -> "condition failed";
      case Outcome.Repaired repaired -> "Repaired";
      case Outcome.NotApplied not -> "NotApplied " + not.refusal() + ": " + not.detail();
      case Outcome.Unknown unknown -> "Unknown: " + unknown.detail();
    };
  }
}

package dev.gyre.client.host;

import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Seen;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.host.Client;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.wire.ContextTokens;
import dev.gyre.core.wire.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** One node's worth of cells in memory, with the siblings and contexts of the real thing. */
public final class LaneStore implements Client {
  public static final ClusterId CLUSTER = new ClusterId(1, 2);
  private static final int WINDOW = 32;

  private final Map<Key, Lane> lanes = new HashMap<>();
  private final ContextTokens tokens = new ContextTokens(CLUSTER);
  private final List<Command> asked = new ArrayList<>();

  public List<Command> asked() {
    return asked;
  }

  @Override
  public void ask(Command command, Consumer<Outcome> answer) {
    answer.accept(apply(command));
  }

  @Override
  public Mono<Outcome> ask(Command command) {
    return Mono.fromSupplier(() -> apply(command));
  }

  public Outcome apply(Command command) {
    asked.add(command);
    return switch (command) {
      case Command.Get get -> {
        Lane lane = lanes.getOrDefault(get.key(), Lane.EMPTY);
        yield new Outcome.Found(lane.newestFirst(), tokens.write(get.key(), lane.seen()));
      }
      case Command.Write write -> write(write, lanes.getOrDefault(write.key(), Lane.EMPTY));
      case Command.Scan scan -> page(scan);
    };
  }

  private Outcome page(Command.Scan scan) {
    List<Outcome.Page.Entry> entries = new ArrayList<>();
    for (Key key : new TreeSet<>(lanes.keySet())) {
      Lane lane = lanes.get(key);
      if (scan.range().contains(key)
          && lane.newestFirst().getFirst().content() instanceof Content.Present present) {
        if (entries.size() == scan.limit()) {
          return new Outcome.Page(entries, entries.getLast().key());
        }
        entries.add(new Outcome.Page.Entry(key, present.value(), 1L << 16, 1));
      }
    }
    return new Outcome.Page(entries, null);
  }

  private Outcome write(Command.Write write, Lane lane) {
    try {
      Seen seen = write.context() == null ? null : tokens.read(write.key(), write.context());
      WriteId id =
          write.id().isStamped()
              ? write.id()
              : write.id().stampedAt(HybridClock.at(1) + asked.size());
      Lane after = lane.put(id, write.content(), seen, lane.nextDot(new Actor(1, 1, 1)), WINDOW);
      lanes.put(write.key(), after);
      return new Outcome.Written(tokens.write(write.key(), after.seen()));
    } catch (MalformedException malformed) {
      return new Outcome.NotApplied(Refusal.BAD_CONTEXT, malformed.getMessage());
    }
  }
}

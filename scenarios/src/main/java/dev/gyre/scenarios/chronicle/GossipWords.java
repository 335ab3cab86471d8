package dev.gyre.scenarios.chronicle;

import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.Update;
import java.util.List;
import java.util.Locale;

/** What members tell each other, in a person's words. */
final class GossipWords {
  private static final int UPDATES = 4;

  private GossipWords() {}

  static String of(Gossip gossip) {
    return switch (gossip) {
          case Gossip.Ping ping -> "are you there?";
          case Gossip.Ack ack -> "yes";
          case Gossip.PingRequest request -> "do you hear " + request.target() + "?";
          case Gossip.Nack nack -> "neither do I";
          case Gossip.Sync sync -> "how do things stand?";
          case Gossip.Synced synced -> "so they stand";
          case Gossip.Tell tell -> "listen";
          case Gossip.Report report -> "what I see";
        }
        + updates(gossip.updates());
  }

  private static String updates(List<Update> updates) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(updates.size(), UPDATES); i++) {
      Update update = updates.get(i);
      text.append(i == 0 ? "; " : ", ").append(update.member()).append(" is ");
      text.append(update.belief().state().name().toLowerCase(Locale.ROOT));
    }
    return updates.size() <= UPDATES
        ? text.toString()
        : text + " and " + (updates.size() - UPDATES) + " more";
  }
}

package dev.gyre.server.command;

import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.server.http.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gyre status}: the cluster as its members tell it, and who of them answers. */
@Command(
    name = "status",
    description = {
      "Shows the members of a cluster, which of them take requests, and what they believe",
      "of each other: alive, suspect, dead or left, since when, in which incarnation.",
      "Exit code 1 when one does not, 6 when no node could be asked."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Mixin private Connecting connecting = new Connecting();

  @Override
  public Integer call() {
    ClusterProbe.Result result =
        ClusterProbe.run(connecting.seeds(), connecting.tls(), connecting.timeout());
    Topology topology = result.topology();
    if (topology == null) {
      throw new CommandFailure(Exit.NOT_APPLIED, "no node could be asked: " + reasons(result));
    }
    String text = connecting.json() ? json(topology, result) : table(topology, result);
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    boolean allUp =
        topology.members().stream().allMatch(member -> isUp(result.ends().get(member.address())));
    return allUp ? Exit.OK : Exit.NO;
  }

  private static String reasons(ClusterProbe.Result result) {
    StringBuilder text = new StringBuilder();
    result
        .ends()
        .forEach(
            (address, end) ->
                text.append(text.isEmpty() ? "" : "; ")
                    .append(address)
                    .append(": ")
                    .append(state(end)));
    return text.isEmpty() ? "none answered in time" : text.toString();
  }

  private static String table(Topology topology, ClusterProbe.Result result) {
    MemberViews views = new MemberViews(topology, result.reports());
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "epoch %d, %d partitions, %d owners each%n",
            topology.epoch(), topology.partitions(), topology.owners()));
    for (Member member : topology.members()) {
      LinkEvent end = result.ends().get(member.address());
      table.append(
          String.format(
              "%-6s %-16s %-24s %-42s %s%n",
              member.id(), member.rack(), member.address(), views.of(member.id()), state(end)));
    }
    return table.toString();
  }

  private static String json(Topology topology, ClusterProbe.Result result) {
    MemberViews views = new MemberViews(topology, result.reports());
    StringBuilder json = new StringBuilder();
    json.append("{\"epoch\":").append(topology.epoch());
    json.append(",\"partitions\":").append(topology.partitions());
    json.append(",\"replication\":").append(topology.replication()).append(",\"members\":[");
    String separator = "";
    for (Member member : topology.members()) {
      LinkEvent end = result.ends().get(member.address());
      json.append(separator).append("{\"id\":").append(member.id().number());
      Json.quote(json.append(",\"rack\":"), member.rack());
      Json.quote(json.append(",\"address\":"), member.address());
      json.append(",\"up\":").append(isUp(end));
      Json.quote(json.append(",\"state\":"), state(end)).append(",\"seen\":[");
      views.append(json, member.id());
      json.append("]}");
      separator = ",";
    }
    return json.append("]}\n").toString();
  }

  private static boolean isUp(@Nullable LinkEvent end) {
    return end instanceof LinkEvent.Connected;
  }

  private static String state(@Nullable LinkEvent end) {
    return switch (end) {
      case null -> "no answer in time";
      case LinkEvent.Connected up -> "up, life " + up.life();
      case LinkEvent.Refused refused -> "refuses: " + refused.reason();
      case LinkEvent.Lost lost -> "down: " + lost.reason();
      case LinkEvent.GoingAway away -> "going away";
      case LinkEvent.NotSent _ -> "down";
      case LinkEvent.Received _ -> "up";
    };
  }
}

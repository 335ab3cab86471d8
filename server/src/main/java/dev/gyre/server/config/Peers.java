package dev.gyre.server.config;

import dev.gyre.core.ring.Member;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads lists of peers. Every method throws with a sentence that says what is expected. */
public final class Peers {
  private static final String DEFAULT_RACK = "default";

  private Peers() {}

  /** {@code 1@rack-a=10.0.0.1:7400,2@rack-b=…}; the rack may be left out. */
  public static List<Member> parse(String text) {
    List<Member> members = new ArrayList<>();
    for (String entry : entries(text)) {
      String name = before(entry);
      int at = name.indexOf('@');
      NodeId id = node(at < 0 ? name : name.substring(0, at));
      String rack = at < 0 ? DEFAULT_RACK : name.substring(at + 1);
      if (members.stream().anyMatch(member -> member.id().equals(id))) {
        throw new IllegalArgumentException("names node " + id.number() + " twice");
      }
      HostPort address = address(entry);
      if (address.port() == 0) {
        throw new IllegalArgumentException("needs a port that others can dial: \"" + entry + "\"");
      }
      members.add(new Member(id, rack, address.toString()));
    }
    return members;
  }

  /** {@code 2=127.0.0.1:9402,3=…}. */
  static Map<NodeId, HostPort> addresses(String text) {
    Map<NodeId, HostPort> addresses = new TreeMap<>();
    for (String entry : entries(text)) {
      addresses.put(node(before(entry)), address(entry));
    }
    return addresses;
  }

  private static List<String> entries(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static String before(String entry) {
    int equals = entry.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "is a list of ID@RACK=HOST:PORT, and this is none: \"" + entry + "\"");
    }
    return entry.substring(0, equals).strip();
  }

  private static HostPort address(String entry) {
    return HostPort.parse(entry.substring(entry.indexOf('=') + 1).strip());
  }

  static NodeId node(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "names nodes by number, 1 to " + NodeId.MAX + ", not \"" + text + "\"");
    }
    return NodeId.of(Integer.parseInt(text));
  }
}

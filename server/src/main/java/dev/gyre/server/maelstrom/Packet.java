package dev.gyre.server.maelstrom;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of Maelstrom's protocol: {@code {"src": "c1", "dest": "n1", "body": {"type": …}}}.
 *
 * @param source who says it: {@code n1} is a node, {@code c1} a client
 */
record Packet(String source, String destination, ObjectNode body) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Throws {@link IllegalArgumentException}, saying what is wrong with the line. */
  static Packet parse(String line) {
    JsonNode whole;
    try {
      whole = MAPPER.readTree(line);
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException("no JSON: " + malformed.getOriginalMessage(), malformed);
    }
    if (!(whole.path("body") instanceof ObjectNode body)) {
      throw new IllegalArgumentException("a packet has src, dest and a body that is an object");
    }
    return new Packet(whole.path("src").asString(""), whole.path("dest").asString(""), body);
  }

  static ObjectNode body(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  /** What a stored text stands for: whatever was written was JSON. */
  static JsonNode value(String text) {
    return MAPPER.readTree(text);
  }

  String type() {
    return body.path("type").asString("");
  }

  /** The answer to this one. */
  Packet answer(ObjectNode answer) {
    JsonNode id = body.get("msg_id");
    if (id != null) {
      answer.set("in_reply_to", id);
    }
    return new Packet(destination, source, answer);
  }

  /** Without a line break. */
  String line() {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.put("src", source).put("dest", destination).set("body", body);
    return MAPPER.writeValueAsString(whole);
  }
}

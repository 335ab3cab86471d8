package dev.gyre.server.http;

import dev.gyre.core.host.Client;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node as its HTTP side sees it. All methods are called on the node's thread. */
public interface NodeView {
  Client client();

  /** Why the node takes no new requests, for good; null while it serves. */
  @Nullable String ended();

  /** Why the node takes no requests now, one sentence each; empty when it is ready. */
  List<String> obstacles();

  /** The cluster as this node sees it, a JSON object. */
  String cluster();

  /** All metrics in Prometheus' text format. */
  String metrics();
}

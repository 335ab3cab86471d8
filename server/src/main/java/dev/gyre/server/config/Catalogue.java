package dev.gyre.server.config;

import java.util.List;

/** Every setting of a node, in the order in which they are documented. */
public final class Catalogue {
  public static final Setting CLUSTER_ID =
      new Setting(
          "cluster.id", "HEX32", null, "The cluster's id, made by gyre init; keep it secret");
  public static final Setting CLUSTER_PEERS =
      new Setting(
          "cluster.peers",
          "ID@RACK=HOST:PORT,...",
          null,
          "Every member, this node too, with the address that others reach it by");
  public static final Setting CLUSTER_EPOCH =
      new Setting("cluster.epoch", "N", "1", "Raise it on every node when the members change");
  public static final Setting CLUSTER_PARTITIONS =
      new Setting("cluster.partitions", "N", "256", "A power of two, chosen once per cluster");
  public static final Setting CLUSTER_REPLICATION =
      new Setting("cluster.replication", "N", "3", "Owners of every key");

  public static final Setting NODE_ID =
      new Setting("node.id", "N", null, "This node's number among the peers");
  public static final Setting NODE_LISTEN =
      new Setting(
          "node.listen",
          "HOST:PORT",
          null,
          "Where peers and clients are accepted; loopback at the port of this node's peer entry"
              + " unless given");
  public static final Setting NODE_PEER_ADDRESSES =
      new Setting(
          "node.peer-addresses",
          "ID=HOST:PORT,...",
          "",
          "Where this node dials single peers, instead of their entries: for proxies");
  public static final Setting NODE_INSECURE =
      new Setting(
          "node.insecure",
          Setting.SWITCH,
          "false",
          "Allow addresses other than loopback without TLS");

  public static final Setting DATA_DIRECTORY =
      new Setting("data.directory", "DIR", null, "Where this node keeps its data; its own alone");

  public static final Setting HTTP_LISTEN =
      new Setting(
          "http.listen", "HOST:PORT|off", "127.0.0.1:7480", "Where REST and metrics are served");
  public static final Setting HTTP_HEADER_TIMEOUT =
      new Setting(
          "http.header-timeout",
          "DURATION",
          "10s",
          "Longest time from a request's first byte to" + " the end of its headers");
  public static final Setting HTTP_BODY_TIMEOUT =
      new Setting("http.body-timeout", "DURATION", "30s", "Longest pause between parts of a body");
  public static final Setting HTTP_IDLE_TIMEOUT =
      new Setting(
          "http.idle-timeout", "DURATION", "60s", "A connection without a request is closed then");
  public static final Setting HTTP_CONNECTIONS =
      new Setting("http.connections", "N", "4096", "Most HTTP connections at a time");

  public static final Setting TLS_CERTIFICATE =
      new Setting("tls.certificate", "FILE", null, "This node's certificate chain, PEM");
  public static final Setting TLS_KEY =
      new Setting("tls.key", "FILE", null, "The certificate's private key, PEM (PKCS#8)");
  public static final Setting TLS_AUTHORITY =
      new Setting("tls.authority", "FILE", null, "Certificates that peers must be signed by, PEM");

  public static final Setting LIMIT_VALUE_BYTES =
      new Setting("limits.value-bytes", "SIZE", "8MiB", "Largest value");
  public static final Setting LIMIT_LANE_BYTES =
      new Setting("limits.lane-bytes", "SIZE", "24MiB", "Largest cell, its siblings together");
  public static final Setting LIMIT_SIBLINGS =
      new Setting("limits.siblings", "N", "64", "Most siblings of a key");
  public static final Setting LIMIT_REQUESTS =
      new Setting(
          "limits.requests-in-flight", "N", "4096", "Requests coordinated at a time; more: 503");
  public static final Setting LIMIT_BYTES =
      new Setting(
          "limits.bytes-in-flight",
          "SIZE",
          "96MiB",
          "Bytes of values held for requests; more: 503");
  public static final Setting LIMIT_CHANGED_BYTES =
      new Setting(
          "limits.changed-bytes",
          "SIZE",
          "96MiB",
          "Changed cells that storage keeps in memory; at a quarter a checkpoint begins, past it"
              + " writes are refused");
  public static final Setting LIMIT_CACHE_BYTES =
      new Setting("limits.cache-bytes", "SIZE", "16MiB", "Page cache of storage");
  public static final Setting LIMIT_HEADER_BYTES =
      new Setting("limits.header-bytes", "SIZE", "128KiB", "Largest header of an HTTP request");

  public static final Setting TIMEOUT_REQUEST =
      new Setting("timeouts.request", "DURATION", "2s", "For requests that name none");
  public static final Setting TIMEOUT_LONGEST =
      new Setting("timeouts.longest-request", "DURATION", "60s", "Most that a request may ask for");
  public static final Setting TIMEOUT_SHUTDOWN =
      new Setting(
          "timeouts.shutdown", "DURATION", "10s", "For accepted requests to finish on SIGTERM");
  public static final Setting CLOCK_AHEAD =
      new Setting(
          "timeouts.clock-ahead", "DURATION", "500ms", "A sender's clock further ahead is refused");

  public static final Setting MEMBERS_PERIOD =
      new Setting("members.period", "DURATION", "1s", "Between two probes of another member");
  public static final Setting MEMBERS_TIMEOUT =
      new Setting(
          "members.timeout",
          "DURATION",
          "500ms",
          "For a probe's answer, then others are asked; shorter than the period");
  public static final Setting MEMBERS_HELPERS =
      new Setting("members.helpers", "N", "3", "How many others are asked then");
  public static final Setting MEMBERS_SUSPICION =
      new Setting(
          "members.suspicion",
          "N",
          "5",
          "Periods, times log10 of the members, that a suspect has to answer when others confirm");
  public static final Setting MEMBERS_STRETCH =
      new Setting(
          "members.stretch", "N", "6", "How many times as long it has while nobody confirms");
  public static final Setting MEMBERS_SYNC =
      new Setting("members.sync", "DURATION", "10s", "Between two full exchanges with a member");
  public static final Setting MEMBERS_SILENCE =
      new Setting(
          "members.silence",
          "DURATION",
          "1s",
          "A peer that leaves requests unanswered so long is asked last");

  public static final Setting HINTS_BYTES =
      new Setting("hints.bytes", "SIZE", "256MiB", "Most bytes of hints kept for one other node");
  public static final Setting HINTS_AGE =
      new Setting("hints.age", "DURATION", "3h", "A hint whose newest write is older is dropped");
  public static final Setting HINTS_IN_FLIGHT =
      new Setting(
          "hints.in-flight", "N", "64", "Most hints handed over to one other node at a time");
  public static final Setting HINTS_IN_FLIGHT_BYTES =
      new Setting("hints.in-flight-bytes", "SIZE", "8MiB", "Most bytes of them, or one hint");

  public static final Setting LOG_LEVEL =
      new Setting("log.level", "error|warn|info|debug", "info", "Least severity that is logged");
  public static final Setting LOG_FORMAT =
      new Setting("log.format", "logfmt|json", "logfmt", "Form of a log line on standard error");

  public static final List<Setting> ALL =
      List.of(
          CLUSTER_ID,
          CLUSTER_PEERS,
          CLUSTER_EPOCH,
          CLUSTER_PARTITIONS,
          CLUSTER_REPLICATION,
          NODE_ID,
          NODE_LISTEN,
          NODE_PEER_ADDRESSES,
          NODE_INSECURE,
          DATA_DIRECTORY,
          HTTP_LISTEN,
          HTTP_HEADER_TIMEOUT,
          HTTP_BODY_TIMEOUT,
          HTTP_IDLE_TIMEOUT,
          HTTP_CONNECTIONS,
          TLS_CERTIFICATE,
          TLS_KEY,
          TLS_AUTHORITY,
          LIMIT_VALUE_BYTES,
          LIMIT_LANE_BYTES,
          LIMIT_SIBLINGS,
          LIMIT_REQUESTS,
          LIMIT_BYTES,
          LIMIT_CHANGED_BYTES,
          LIMIT_CACHE_BYTES,
          LIMIT_HEADER_BYTES,
          TIMEOUT_REQUEST,
          TIMEOUT_LONGEST,
          TIMEOUT_SHUTDOWN,
          CLOCK_AHEAD,
          MEMBERS_PERIOD,
          MEMBERS_TIMEOUT,
          MEMBERS_HELPERS,
          MEMBERS_SUSPICION,
          MEMBERS_STRETCH,
          MEMBERS_SYNC,
          MEMBERS_SILENCE,
          HINTS_BYTES,
          HINTS_AGE,
          HINTS_IN_FLIGHT,
          HINTS_IN_FLIGHT_BYTES,
          LOG_LEVEL,
          LOG_FORMAT);

  private Catalogue() {}

  public static List<String> names() {
    return ALL.stream().map(Setting::name).toList();
  }
}

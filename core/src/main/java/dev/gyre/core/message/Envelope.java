package dev.gyre.core.message;

/**
 * A message as it travels. The transport adds the cluster id and refuses another cluster's.
 *
 * @param epoch the sender's topology epoch; 0 from a client that has no topology yet
 * @param stamp the sender's hybrid logical clock
 */
public record Envelope(int epoch, long stamp, Message message) {}

package dev.gyre.transport.sim;

import dev.gyre.core.message.Message;

/**
 * Sees messages enter a link, and what becomes of each: for recordings. Endpoints are named as on
 * the network. Must not touch it.
 */
public interface NetworkObserver {
  NetworkObserver NONE = new NetworkObserver() {};

  /**
   * A message is handed over. What becomes of it is told under its number, which no other message
   * from the one to the other has; 0 is a node's to itself.
   */
  default void sent(String from, String to, long number, Message message) {}

  /**
   * Something was done to a message. {@link Effect#DELIVERED} comes just before the receiver is
   * told, within the same event, once for each copy; {@link Effect#NOBODY_THERE} follows where it
   * does not listen.
   */
  default void became(String from, String to, long number, Effect what) {}
}

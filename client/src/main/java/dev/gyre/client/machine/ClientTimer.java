package dev.gyre.client.machine;

/** Names a timer. Arming it again moves it. */
public sealed interface ClientTimer {

  /** Each request has one: for its attempt, its rest, or its deadline. */
  record OfCall(long call) implements ClientTimer {}

  /** When a link that failed may be tried again. */
  record OfLink(String address) implements ClientTimer {}

  /** When closing has waited long enough. */
  record OfClosing() implements ClientTimer {}
}

package dev.gyre.core.machine;

import dev.gyre.core.value.RequestId;

/**
 * Names a timer: each request has one, and each machine that runs in the background of a node.
 * Arming it again moves it.
 */
public record TimerId(RequestId request) {

  /**
   * Of a background machine, by its number from 1 on: no request has the sequence number 0.
   * Membership is 1.
   */
  public static TimerId background(int number) {
    return new TimerId(RequestId.of(number, 0));
  }

  /** Whether it belongs to the node rather than to a request: it never stops being armed. */
  public boolean isBackground() {
    return request.sequence() == 0;
  }
}

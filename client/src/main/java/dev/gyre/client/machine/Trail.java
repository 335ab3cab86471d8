package dev.gyre.client.machine;

import dev.gyre.core.message.Refusal;
import io.vavr.collection.List;

/**
 * What a call has been through: enough to say at its end whether it can have had an effect.
 *
 * @param sends how often it was handed to a link
 * @param doubtful the attempts, as bits from 0, that were sent and are not certainly without effect
 * @param tried addresses asked since the last rest, the latest first
 * @param refusal why the last attempt failed
 * @param problem the same for people; empty before the first failure
 */
record Trail(int sends, int doubtful, List<String> tried, Refusal refusal, String problem) {
  static final int MAX_SENDS = Integer.SIZE;
  static final Trail NONE = new Trail(0, 0, List.empty(), Refusal.UNAVAILABLE, "");

  Trail sent(String address) {
    return new Trail(sends + 1, doubtful | (1 << sends), tried.prepend(address), refusal, problem);
  }

  /** That attempt certainly had no effect and never will. */
  Trail without(int attempt) {
    return new Trail(sends, doubtful & ~(1 << attempt), tried, refusal, problem);
  }

  Trail failed(Refusal why, String detail) {
    return new Trail(sends, doubtful, tried, why, detail);
  }

  Trail rested() {
    return new Trail(sends, doubtful, List.empty(), refusal, problem);
  }

  boolean isDoubtful() {
    return doubtful != 0;
  }
}

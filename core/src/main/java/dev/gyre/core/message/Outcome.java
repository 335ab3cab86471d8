package dev.gyre.core.message;

import dev.gyre.core.cell.Sibling;
import java.util.List;

/**
 * How a command ended: applied, certainly not applied, or unknown. There is no fourth (DESIGN rule
 * 11).
 */
public sealed interface Outcome {

  /**
   * A get's answer.
   *
   * @param siblings what survives, newest first; the first one is the value (a tombstone: absent);
   *     empty if the key was never written
   * @param context covers all of it, also when absent
   */
  record Found(List<Sibling> siblings, ContextToken context) implements Outcome {}

  /** The write is durable on as many owners as was asked. The context covers it. */
  record Written(ContextToken context) implements Outcome {}

  /** Certainly without effect, now and later. */
  record NotApplied(Refusal refusal, String detail) implements Outcome {}

  /** It may have been applied, or may still be. */
  record Unknown(String detail) implements Outcome {}
}

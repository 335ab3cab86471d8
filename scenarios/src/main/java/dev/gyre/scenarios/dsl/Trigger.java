package dev.gyre.scenarios.dsl;

import java.time.Duration;

/** When a fault comes. Times count from the start of the run. */
public sealed interface Trigger {

  /** Once, at this time. */
  record At(Duration time) implements Trigger {
    public At {
      Spans.requireNotNegative("at", time);
    }
  }

  /** At {@code from}, for a lease that ends at {@code to}: it replaces the fault's own. */
  record During(Duration from, Duration to) implements Trigger {
    public During {
      Spans.requireNotNegative("from", from);
      Spans.requireNotNegative("to", to);
      if (to.compareTo(from) <= 0) {
        throw new IllegalArgumentException("during ends after it begins");
      }
    }
  }

  /** Again and again, the first time after one period, until the end of the faults. */
  record Every(Duration period) implements Trigger {
    public Every {
      Spans.requirePositive("every", period);
    }
  }

  /** Once, as soon as a number about the cluster is above the bound. */
  record When(Metric metric, long above) implements Trigger {}

  /** Once, at the n-th time that something happens, counted from 1. */
  record On(Occurrence occurrence, int nth) implements Trigger {
    public On {
      Spans.requireBetween("nth", nth, 1, 1_000_000);
    }
  }
}

package dev.gyre.scenarios.dsl;

import io.vavr.collection.Vector;
import java.time.Duration;

/**
 * What clients do. The n-th operation of a client is drawn from a stream of its own, so leaving one
 * out changes no other.
 *
 * @param keys k0, k1, …; the first {@code contextual} share of them is written only with contexts
 * @param only the operations that are carried out, all when empty: what shrinking leaves
 */
public record Workload(
    int clients, Keys keys, Mix mix, Pace pace, Demands demands, Vector<OperationId> only) {
  public static final Workload DEFAULT =
      new Workload(8, Keys.DEFAULT, Mix.DEFAULT, Pace.DEFAULT, Demands.DEFAULT, Vector.empty());

  /** Room for a name that no other value has. */
  public static final int LEAST_VALUE_BYTES = 16;

  /** The n-th operation of a client, both counted from 0: {@code c2#17}. */
  public record OperationId(int client, int number) {
    public OperationId {
      Spans.requireBetween("client", client, 0, 1_000);
      Spans.requireBetween("operation", number, 0, 100_000_000);
    }
  }

  /**
   * @param count how many there are
   * @param skew 0 is uniform; otherwise the exponent of a Zipf distribution: 1 and more is hot
   * @param contextual share of the keys that are written only with the context of a read
   */
  public record Keys(int count, double skew, double contextual) {
    public static final Keys DEFAULT = new Keys(12, 0, 0.5);

    public Keys {
      Spans.requireBetween("keys", count, 1, 100_000);
      Spans.requireProbability("contextual", contextual);
      if (!(skew >= 0 && skew <= 10)) {
        throw new IllegalArgumentException("skew is from 0 to 10, not " + skew);
      }
    }
  }

  /** Weights of kinds of operations. */
  public record Mix(int get, int put, int delete, int compareAndSet) {
    public static final Mix DEFAULT = new Mix(5, 4, 1, 0);

    public Mix {
      if (get < 0 || put < 0 || delete < 0 || compareAndSet < 0 || get + put + delete < 1) {
        throw new IllegalArgumentException("weights are 0 or more, and not all 0");
      }
    }

    public int total() {
      return get + put + delete + compareAndSet;
    }
  }

  /** When a client asks next. */
  public sealed interface Pace {
    Pace DEFAULT = new Closed(Duration.ofMillis(20));

    /** After the answer, and a rest that is exponentially distributed about this mean. */
    record Closed(Duration think) implements Pace {
      public Closed {
        Spans.requirePositive("think", think);
      }
    }

    /** Whether or not an answer has come; exponentially distributed about this mean. */
    record Open(Duration every) implements Pace {
      public Open {
        Spans.requirePositive("every", every);
      }
    }
  }

  /**
   * What operations ask for.
   *
   * @param level of reads and writes
   * @param weak share of operations at ONE instead; every other write of them at ANY
   * @param timeout the longest; each draws from a tenth of it up
   * @param valueBytes of the longest value; lengths are drawn, most are short
   */
  public record Demands(Level level, double weak, Duration timeout, int valueBytes) {
    public static final Demands DEFAULT =
        new Demands(Level.QUORUM, 0.05, Duration.ofSeconds(2), LEAST_VALUE_BYTES);

    public Demands {
      Spans.requireProbability("weak", weak);
      Spans.requirePositive("timeout", timeout);
      Spans.requireBetween("value-bytes", valueBytes, LEAST_VALUE_BYTES, 8 << 20);
    }
  }

  /** As {@code Consistency} has them. */
  public enum Level {
    ANY,
    ONE,
    QUORUM,
    ALL,
    LINEARIZABLE
  }

  public Workload {
    Spans.requireBetween("clients", clients, 0, 1_000);
  }

  public Workload clients(int count) {
    return new Workload(count, keys, mix, pace, demands, only);
  }

  public Workload keys(int count) {
    return with(new Keys(count, keys.skew(), keys.contextual()));
  }

  /** Zipf with this exponent; 0 for uniform. */
  public Workload skew(double exponent) {
    return with(new Keys(keys.count(), exponent, keys.contextual()));
  }

  public Workload contextual(double share) {
    return with(new Keys(keys.count(), keys.skew(), share));
  }

  public Workload with(Keys other) {
    return new Workload(clients, other, mix, pace, demands, only);
  }

  public Workload mix(int get, int put, int delete) {
    return with(new Mix(get, put, delete, 0));
  }

  public Workload with(Mix other) {
    return new Workload(clients, keys, other, pace, demands, only);
  }

  public Workload pace(Pace other) {
    return new Workload(clients, keys, mix, other, demands, only);
  }

  public Workload with(Demands other) {
    return new Workload(clients, keys, mix, pace, other, only);
  }

  public Workload level(Level level) {
    return with(new Demands(level, demands.weak(), demands.timeout(), demands.valueBytes()));
  }

  public Workload weak(double share) {
    return with(new Demands(demands.level(), share, demands.timeout(), demands.valueBytes()));
  }

  public Workload timeout(Duration longest) {
    return with(new Demands(demands.level(), demands.weak(), longest, demands.valueBytes()));
  }

  public Workload valueBytes(int longest) {
    return with(new Demands(demands.level(), demands.weak(), demands.timeout(), longest));
  }

  public Workload only(Vector<OperationId> operations) {
    return new Workload(clients, keys, mix, pace, demands, operations);
  }
}

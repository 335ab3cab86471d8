package dev.gyre.benchmarks.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A QUORUM put and get through three owners: all that happens between the sockets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class ProtocolBenchmark {
  private static final int KEYS = 1_000;
  private static final int TIMEOUT_MILLIS = 2_000;

  /** Bytes of a value. */
  @Param({"100", "1024"})
  public int valueBytes;

  private LocalCluster cluster = new LocalCluster();
  private Command[] puts = {};
  private Command[] gets = {};
  private int next;

  /** Stores every key once. */
  @Setup
  public void fill() {
    cluster = new LocalCluster();
    puts = new Command[KEYS];
    gets = new Command[KEYS];
    Content content = Content.of(Value.of(new byte[valueBytes]));
    for (int i = 0; i < KEYS; i++) {
      Key key = Key.of(String.format("key-%012d", i).getBytes(US_ASCII));
      puts[i] = new Command.Write(key, content, null, Consistency.QUORUM, null, 0, TIMEOUT_MILLIS);
      gets[i] = new Command.Get(key, Consistency.QUORUM, TIMEOUT_MILLIS);
      cluster.ask(puts[i]);
    }
  }

  /** Nanoseconds a put, all three nodes together. */
  @Benchmark
  public Outcome put() {
    return cluster.ask(puts[advance()]);
  }

  /** Nanoseconds a get, both nodes together. */
  @Benchmark
  public Outcome get() {
    return cluster.ask(gets[advance()]);
  }

  private int advance() {
    next = next + 1 == KEYS ? 0 : next + 1;
    return next;
  }
}

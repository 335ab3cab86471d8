package dev.gyre.benchmarks.streams;

import dev.gyre.core.cell.Content;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import dev.gyre.transport.netty.client.ClientLinks;
import dev.gyre.transport.netty.client.ClientSetup;
import dev.gyre.transport.netty.loop.NodeLoop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One get after the other, beside some streams of large puts, over one connection. */
final class MixedLoad implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int LARGE_BYTES = 8 << 20;
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int EPOCH = 1;
  private static final long GET = 0;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final NodeLoop loop = NodeLoop.start("client", Throwable::printStackTrace);
  private final ClientLinks links = new ClientSetup(loop, "benchmark").open();
  private final Value large = Value.of(new byte[LARGE_BYTES]);
  private final Key key = Key.of("key-0123456789");
  private final String address;

  // All of the following belongs to the loop while a run lasts.
  private Histogram latencies = new Histogram(SIGNIFICANT_DIGITS);
  private CountDownLatch over = new CountDownLatch(0);
  private long getSentNanos;
  private int underWay;
  private long largePuts;
  private boolean stopping;

  /** Set before {@link #over} is counted down. */
  private volatile @Nullable Throwable failure;

  MixedLoad(String address) {
    this.address = address;
    links.inbound().subscribe(this::heard, this::fail);
  }

  /**
   * What one run saw.
   *
   * @param latencies of the gets, in nanoseconds
   */
  record Result(Histogram latencies, long largePuts) {}

  /** Streams of large puts beside the gets, 0 for none. */
  Result run(int streams, Duration duration) throws InterruptedException {
    over = new CountDownLatch(1);
    loop.run(
        () -> {
          latencies = new Histogram(SIGNIFICANT_DIGITS);
          largePuts = 0;
          stopping = false;
          sendGet();
          for (int stream = 1; stream <= streams; stream++) {
            sendPut(stream);
          }
        });
    loop.after(duration.toMillis(), () -> stopping = true);
    over.await();
    if (failure != null) {
      throw new IllegalStateException("a run ended early", failure);
    }
    return new Result(latencies, largePuts);
  }

  private void fail(Throwable cause) {
    failure = cause;
    over.countDown();
  }

  private void heard(LinkEvent event) {
    if (event instanceof LinkEvent.NotSent unsent) {
      throw new IllegalStateException(unsent.reason());
    }
    if (event instanceof LinkEvent.Received received
        && received.envelope().message() instanceof Message.Answer answer) {
      answered(answer.id().number());
    }
  }

  private void answered(long id) {
    underWay--;
    if (id == GET) {
      latencies.recordValue(System.nanoTime() - getSentNanos);
    } else {
      largePuts++;
    }
    if (!stopping && id == GET) {
      sendGet();
    } else if (!stopping) {
      sendPut(id);
    } else if (underWay == 0) {
      over.countDown();
    }
  }

  private void sendGet() {
    getSentNanos = System.nanoTime();
    send(GET, new Command.Get(key, Consistency.QUORUM, TIMEOUT_MILLIS));
  }

  private void sendPut(long stream) {
    Content content = Content.of(large);
    send(
        stream, new Command.Write(key, content, null, Consistency.QUORUM, null, 0, TIMEOUT_MILLIS));
  }

  private void send(long id, Command command) {
    underWay++;
    links.send(address, new Envelope(EPOCH, 0, new Message.Ask(new RequestId(id), command)));
  }

  @Override
  public void close() {
    links.close().block(BOUND);
    loop.close().block(BOUND);
  }
}

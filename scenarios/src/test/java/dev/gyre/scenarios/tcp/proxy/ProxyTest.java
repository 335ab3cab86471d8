package dev.gyre.scenarios.tcp.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.sim.Seed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real sockets, a clock that stands still unless it is told to go on. */
final class ProxyTest {
  private static final int BOUND_MILLIS = 30_000;
  private static final byte[] WORDS = "turning and turning".getBytes(UTF_8);

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger met = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Object turns = new Object();

  private Proxy proxy;
  private ServerSocket target;
  private Route route;
  private Socket dialler;

  @BeforeEach
  void open() throws IOException {
    proxy = Proxy.start(new Proxy.Surroundings(clock::get, this::turned, failure::set));
    target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    target.setSoTimeout(BOUND_MILLIS);
    route = proxy.route((InetSocketAddress) target.getLocalSocketAddress());
  }

  @AfterEach
  void close() throws IOException {
    if (dialler != null) {
      dialler.close();
    }
    target.close();
    proxy.close();
    assertEquals(null, failure.get());
  }

  private void turned() {
    synchronized (turns) {
      turns.notifyAll();
    }
  }

  /** Returns when it holds after some turn of the proxy. */
  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS);
    synchronized (turns) {
      while (!condition.getAsBoolean()) {
        assertTrue(System.nanoTime() < end, "it did not happen");
        turns.wait(BOUND_MILLIS);
      }
    }
  }

  private void dial() throws IOException {
    dialler = new Socket();
    dialler.setSoTimeout(BOUND_MILLIS);
    dialler.connect(route.address(), BOUND_MILLIS);
  }

  private Socket connected() throws IOException {
    dial();
    Socket accepted = target.accept();
    accepted.setSoTimeout(BOUND_MILLIS);
    return accepted;
  }

  private static byte[] read(Socket socket, int bytes) throws IOException {
    return socket.getInputStream().readNBytes(bytes);
  }

  private Condition.Held held(boolean lost) {
    return new Condition.Held(lost, met::incrementAndGet);
  }

  private static Condition.Slow slow(long meanNanos, long bytesPerSecond) {
    return new Condition.Slow(meanNanos, bytesPerSecond, Seed.of(1).randomness(), () -> {});
  }

  @Test
  void bytesPassUnharmedBothWaysAndSoDoesTheEnd() throws Exception {
    byte[] much = new byte[3 << 20];
    Seed.of(7).randomness().fill(much);
    try (Socket far = connected()) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      dialler.getOutputStream().write(much);
                      dialler.shutdownOutput();
                    } catch (IOException broken) {
                      failure.set(broken);
                    }
                  });
      assertArrayEquals(much, far.getInputStream().readAllBytes());
      writer.join();
      far.getOutputStream().write(WORDS);
      far.shutdownOutput();
      assertArrayEquals(WORDS, dialler.getInputStream().readAllBytes());
      await(() -> route.forward().passed() == much.length);
      await(() -> route.backward().passed() == WORDS.length);
    }
  }

  @Test
  void oneDirectionIsHeldWhileTheOtherPassesAndIsReleasedInOrder() throws Exception {
    try (Socket far = connected()) {
      Condition.Held clog = held(false);
      route.forward().begin(clog);
      dialler.getOutputStream().write(WORDS);
      await(() -> route.forward().taken() == WORDS.length);
      far.getOutputStream().write(WORDS);
      assertArrayEquals(WORDS, read(dialler, WORDS.length));
      assertEquals(0, route.forward().passed());
      assertTrue(met.get() > 0);
      route.forward().end(clog);
      dialler.getOutputStream().write(WORDS);
      assertArrayEquals(WORDS, read(far, WORDS.length));
      assertArrayEquals(WORDS, read(far, WORDS.length));
    }
  }

  @Test
  void whatACutHeldIsLostWithItsConnection() throws Exception {
    try (Socket far = connected()) {
      Condition.Held cut = held(true);
      route.backward().begin(cut);
      far.getOutputStream().write(WORDS);
      await(() -> route.backward().taken() == WORDS.length);
      route.backward().end(cut);
      assertThrows(IOException.class, () -> dialler.getInputStream().read());
      assertEquals(0, route.backward().passed());
      assertEquals(1, route.broken());
    }
  }

  @Test
  void aConnectionThatACutDidNotMeetOutlivesIt() throws Exception {
    try (Socket far = connected()) {
      Condition.Held cut = held(true);
      route.forward().begin(cut);
      route.forward().end(cut);
      dialler.getOutputStream().write(WORDS);
      assertArrayEquals(WORDS, read(far, WORDS.length));
      assertEquals(0, met.get());
    }
  }

  @Test
  void theEndOfAConnectionDoesNotPassACut() throws Exception {
    try (Socket far = connected()) {
      Condition.Held clog = held(false);
      route.forward().begin(clog);
      dialler.close();
      await(() -> met.get() > 0);
      far.getOutputStream().write(WORDS);
      await(() -> route.backward().taken() == WORDS.length);
      route.forward().end(clog);
      assertEquals(-1, far.getInputStream().read());
    }
  }

  @Test
  void aConnectionBeginsOnlyWhenNeitherDirectionIsHeld() throws Exception {
    Condition.Held clog = held(false);
    route.backward().begin(clog);
    dial();
    dialler.getOutputStream().write(WORDS);
    await(() -> route.forward().taken() == WORDS.length);
    assertEquals(0, route.forward().passed());
    route.backward().end(clog);
    try (Socket far = target.accept()) {
      assertArrayEquals(WORDS, read(far, WORDS.length));
    }
  }

  @Test
  void slowBytesComeWhenTheirTimeHasComeAndNotBefore() throws Exception {
    try (Socket far = connected()) {
      route.forward().begin(slow(TimeUnit.HOURS.toNanos(1), 0));
      dialler.getOutputStream().write(WORDS);
      await(() -> route.forward().taken() == WORDS.length);
      assertEquals(0, route.forward().passed());
      clock.addAndGet(TimeUnit.DAYS.toNanos(100));
      proxy.wake();
      assertArrayEquals(WORDS, read(far, WORDS.length));
    }
  }

  @Test
  void aLineOfLimitedRateLetsThroughWhatItsRateAllows() throws Exception {
    byte[] piece = new byte[100];
    try (Socket far = connected()) {
      route.forward().begin(slow(0, piece.length));
      dialler.getOutputStream().write(piece);
      await(() -> route.forward().taken() == piece.length);
      dialler.getOutputStream().write(piece);
      await(() -> route.forward().taken() == 2L * piece.length);
      clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
      proxy.wake();
      assertArrayEquals(piece, read(far, piece.length));
      await(() -> route.forward().passed() == piece.length);
      clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
      proxy.wake();
      assertArrayEquals(piece, read(far, piece.length));
    }
  }

  @Test
  void aCorruptedPieceDiffersInOneBit() throws Exception {
    try (Socket far = connected()) {
      route
          .forward()
          .begin(new Condition.Corrupting(1, Seed.of(3).randomness(), met::incrementAndGet));
      dialler.getOutputStream().write(WORDS);
      byte[] came = read(far, WORDS.length);
      int bits = 0;
      for (int i = 0; i < came.length; i++) {
        bits += Integer.bitCount((came[i] ^ WORDS[i]) & 0xff);
      }
      assertEquals(met.get(), bits);
      assertTrue(bits >= 1, Arrays.toString(came));
    }
  }

  @Test
  void brokenConnectionsAreResetOnBothSides() throws Exception {
    try (Socket far = connected()) {
      route.breakConnections();
      assertThrows(IOException.class, () -> dialler.getInputStream().read());
      assertThrows(IOException.class, () -> far.getInputStream().read());
      assertEquals(1, route.broken());
    }
  }

  @Test
  void aTargetThatDoesNotListenRefusesThroughTheProxy() throws Exception {
    target.close();
    assertThrows(
        IOException.class,
        () -> {
          dial();
          dialler.getInputStream().read();
        });
  }
}

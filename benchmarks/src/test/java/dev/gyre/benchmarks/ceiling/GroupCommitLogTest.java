package dev.gyre.benchmarks.ceiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitLogTest {
  private static final int SEGMENT_BYTES = 1 << 20;

  @TempDir Path directory;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  @Test
  void everyRecordIsReleasedOnceInOrderAndSeveralShareAForce() throws Exception {
    int records = 10_000;
    List<Integer> released = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> all = new CompletableFuture<>();
    GroupCommitLog log = open();
    ByteBuf body = Unpooled.wrappedBuffer(new byte[20]);
    for (int i = 0; i < records; i++) {
      int record = i;
      log.append(i, body, 20, () -> released.add(record));
    }
    log.append(records, body, 20, () -> all.complete(null));
    log.wake();
    all.get(30, TimeUnit.SECONDS);
    log.close();
    assertEquals(IntStream.range(0, records).boxed().toList(), released);
    assertTrue(log.forces() >= 1 && log.forces() < records, log.forces() + " forces");
    assertEquals(20, body.readableBytes(), "the body is not consumed");
  }

  @Test
  void closingForcesWhatWasAppended() throws Exception {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    GroupCommitLog log = open();
    log.append(1, Unpooled.wrappedBuffer(new byte[] {1}), 1, () -> durable.complete(null));
    log.close();
    assertTrue(durable.isDone());
  }

  @Test
  void aFailedWriteIsToldAndReleasesNothing() throws Exception {
    Segment segment = Segment.preallocate(directory.resolve("log"), SEGMENT_BYTES);
    segment.close();
    CompletableFuture<Void> durable = new CompletableFuture<>();
    GroupCommitLog log = new GroupCommitLog("log", segment, Runnable::run, failure::complete);
    log.append(1, Unpooled.wrappedBuffer(new byte[] {1}), 1, () -> durable.complete(null));
    log.wake();
    assertInstanceOf(ClosedChannelException.class, failure.get(30, TimeUnit.SECONDS));
    log.close();
    assertEquals(0, log.forces());
    assertTrue(!durable.isDone());
  }

  @Test
  void moreThanAGroupHoldsIsRefused() throws Exception {
    GroupCommitLog log = open();
    ByteBuf body = Unpooled.wrappedBuffer(new byte[GroupCommitLog.MAX_GROUP_BYTES]);
    assertThrows(
        IllegalStateException.class, () -> log.append(1, body, body.readableBytes(), () -> {}));
    log.close();
  }

  private GroupCommitLog open() throws IOException {
    Segment segment = Segment.preallocate(directory.resolve("log"), SEGMENT_BYTES);
    return new GroupCommitLog("log", segment, Runnable::run, failure::complete);
  }
}

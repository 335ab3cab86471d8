package dev.gyre.benchmarks.ceiling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.benchmarks.target.Completion;
import dev.gyre.core.value.Value;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeilingTargetTest {
  @TempDir Path directory;
  private CeilingTarget target;

  @BeforeEach
  void start() throws Exception {
    target = CeilingTarget.start(directory);
  }

  @AfterEach
  void close() throws Exception {
    target.close();
  }

  @Test
  void aGetFindsTheLastPutWhateverNodesItAsks() throws Exception {
    for (int key = 0; key < 20; key++) {
      put(key, "first");
      put(key, "last of " + key);
    }
    for (int key = 0; key < 20; key++) {
      for (int ask = 0; ask < 4; ask++) {
        assertArrayEquals(("last of " + key).getBytes(UTF_8), get(key));
      }
    }
  }

  @Test
  void anAbsentKeyIsEmpty() throws Exception {
    assertEquals(0, get(1).length);
  }

  @Test
  void aLonePutIsForcedOnAtLeastTwoAndAtMostThreeNodes() throws Exception {
    int puts = 100;
    for (int key = 0; key < puts; key++) {
      put(key, "value");
    }
    long forces = target.meters().forces();
    assertTrue(forces >= 2 * puts && forces <= 3 * puts, forces + " forces");
  }

  @Test
  void anOperationOnAClusterThatIsGoneFails() throws Exception {
    CeilingCluster cluster = CeilingCluster.start(directory.resolve("gone"));
    try (CeilingClient client = new CeilingClient(cluster.addresses())) {
      cluster.close();
      Answer answer = new Answer();
      client.put(key(1), new byte[1], answer);
      assertThrows(ExecutionException.class, answer::await);
    }
  }

  private void put(int key, String value) throws Exception {
    Answer answer = new Answer();
    target.put(key(key), value.getBytes(UTF_8), answer);
    answer.await();
  }

  private byte[] get(int key) throws Exception {
    Answer answer = new Answer();
    target.get(key(key), answer);
    return answer.await();
  }

  private static byte[] key(int key) {
    return ("key " + key).getBytes(UTF_8);
  }

  private static final class Answer implements Completion {
    private final CompletableFuture<byte[]> value = new CompletableFuture<>();

    byte[] await() throws Exception {
      return value.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void stored() {
      value.complete(new byte[0]);
    }

    @Override
    public void found(Value found) {
      value.complete(found.bytes());
    }

    @Override
    public void failed(Throwable cause) {
      value.completeExceptionally(cause);
    }
  }
}

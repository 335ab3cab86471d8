package dev.gyre.scenarios.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.scenarios.cluster.Layout;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Tuning;
import io.vavr.collection.Vector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A scenario's cluster becomes a server's command line, or a note. */
final class FlagsTest {
  private static Flags flags(Tuning tuning) {
    Cluster cluster = Cluster.DEFAULT.nodes(2).racks(2).tuning(tuning);
    return new Flags("f00d", cluster, Layout.topology(cluster), 65_536);
  }

  private static TreeMap<Integer, InetSocketAddress> places(int... ports) {
    TreeMap<Integer, InetSocketAddress> places = new TreeMap<>();
    for (int port : ports) {
      places.put(port % 10, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
    return places;
  }

  private static String value(List<String> words, String flag) {
    return words.get(words.indexOf(flag) + 1);
  }

  @Test
  void everyoneIsNamedAndPeersAreDialledThroughTheProxy() {
    List<String> words = flags(Tuning.DEFAULT).of(1, places(7001, 7002), places(9002), "/data/n1");
    assertEquals("1@rack1=127.0.0.1:7001,2@rack2=127.0.0.1:7002", value(words, "--cluster-peers"));
    assertEquals("2=127.0.0.1:9002", value(words, "--peer-addresses"));
    assertEquals("2", value(words, "--cluster-replication"));
    assertEquals("/data/n1", value(words, "--data-directory"));
  }

  @Test
  void limitsThatAServerHasAreSet() {
    Tuning tuning = Tuning.DEFAULT.with(new Tuning.Cells(1 << 18, 7, 32)).withRequests(11);
    List<String> words = flags(tuning).of(1, places(7001, 7002), places(9002), "/data/n1");
    assertEquals("262144", value(words, "--limits-lane-bytes"));
    assertEquals("7", value(words, "--limits-siblings"));
    assertEquals("11", value(words, "--limits-requests-in-flight"));
  }

  @Test
  void whatAServerCannotBeToldIsSaid() {
    assertEquals(Vector.empty(), flags(Tuning.DEFAULT).notes());
    Tuning odd =
        Tuning.DEFAULT
            .with(new Tuning.Waits(1, 2, 3, Tuning.Watch.DEFAULT))
            .with(new Tuning.Cells(1 << 20, 64, 4))
            .with(new Tuning.Store(1 << 12, 1 << 10, 1));
    assertEquals(3, flags(odd).notes().size());
  }
}

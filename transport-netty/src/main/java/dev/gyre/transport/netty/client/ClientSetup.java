package dev.gyre.transport.netty.client;

import dev.gyre.core.value.ClusterId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.transport.netty.TransportOptions;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.link.Addresses;
import dev.gyre.transport.netty.loop.NodeLoop;
import io.netty.handler.ssl.SslContext;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** How a client's links are made: what they must be given, and what they may. */
public final class ClientSetup {
  private final NodeLoop loop;
  private final Control.ClientRole role;
  private long clusterTag = Control.Hello.ANY_CLUSTER;
  private TransportOptions options = TransportOptions.DEFAULT;
  private Addresses addresses = Addresses.ofPlatform();
  private RandomGenerator random = RandomGeneratorFactory.getDefault().create();
  private @Nullable SslContext tls;

  /** {@code name}: of the client, for the logs of nodes. */
  public ClientSetup(NodeLoop loop, String name) {
    this.loop = loop;
    this.role = new Control.ClientRole(name);
  }

  /** Links to this cluster alone; without it, to the cluster of the first node that answers. */
  public ClientSetup cluster(ClusterId cluster) {
    clusterTag = FrameCodec.tag(cluster);
    return this;
  }

  public ClientSetup options(TransportOptions chosen) {
    options = chosen;
    return this;
  }

  public ClientSetup addresses(Addresses resolver) {
    addresses = resolver;
    return this;
  }

  /** Draws the jitter of the waits after failures. */
  public ClientSetup random(RandomGenerator generator) {
    random = generator;
    return this;
  }

  public ClientSetup tls(SslContext context) {
    tls = context;
    return this;
  }

  public ClientLinks open() {
    return new ClientLinks(this);
  }

  NodeLoop loop() {
    return loop;
  }

  Control.ClientRole role() {
    return role;
  }

  long clusterTag() {
    return clusterTag;
  }

  TransportOptions options() {
    return options;
  }

  Addresses addresses() {
    return addresses;
  }

  RandomGenerator random() {
    return random;
  }

  @Nullable SslContext tls() {
    return tls;
  }
}

package dev.gyre.transport.netty.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds out where {@code host:port} is, anew at each attempt to connect. */
public interface Addresses {

  /** Fails with a reason for people when the name has no address. */
  CompletionStage<InetSocketAddress> resolve(HostPort name);

  /**
   * The platform's resolver, as every other program on the machine uses it. It blocks, so each
   * lookup has a thread of its own for as long as it lasts: at most one for each link.
   */
  static Addresses ofPlatform() {
    return name -> {
      CompletableFuture<InetSocketAddress> result = new CompletableFuture<>();
      Thread.ofPlatform()
          .daemon()
          .name("gyre-lookup-" + name.host())
          .start(() -> complete(result, name));
      return result;
    };
  }

  private static void complete(CompletableFuture<InetSocketAddress> result, HostPort name) {
    try {
      result.complete(new InetSocketAddress(InetAddress.getByName(name.host()), name.port()));
    } catch (Exception unknown) {
      result.completeExceptionally(new Exception("cannot find the host " + name.host(), unknown));
    }
  }
}

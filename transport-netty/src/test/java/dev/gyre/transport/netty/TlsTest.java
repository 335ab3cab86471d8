package dev.gyre.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.transport.netty.client.ClientLinks;
import dev.gyre.transport.netty.client.ClientSetup;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.loop.NodeLoop;
import dev.gyre.transport.netty.statistics.Counter;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both sides show certificates of one authority; whoever has none of it is not let in. */
class TlsTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final NodeId TWO = NodeId.of(2);
  private static X509Bundle authority;
  private static X509Bundle strangeAuthority;

  private final TestCluster cluster = new TestCluster(2, TestCluster.OPTIONS);

  @BeforeAll
  static void makeAuthorities() throws Exception {
    authority = authority("CN=gyre test");
    strangeAuthority = authority("CN=stranger");
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void peersWithCertificatesTalk() {
    start(ONE, authority);
    start(TWO, authority);
    cluster.await(
        "a message",
        () -> {
          cluster.send(ONE, TWO, envelope());
          return !cluster.received(TWO).isEmpty();
        });
  }

  @Test
  void aPeerOfAnotherAuthorityIsNotLetIn() {
    start(ONE, authority);
    start(TWO, strangeAuthority);
    cluster.await("failed dials", () -> told(ONE) && told(TWO));
    assertEquals(List.of(), cluster.received(ONE));
    assertEquals(List.of(), cluster.received(TWO));
  }

  @Test
  void aNodeUnderTheWrongNameIsNotTrusted() {
    start(ONE, authority);
    // Answers for n2 with the certificate of n1.
    cluster.start(
        TWO, TestCluster.CLUSTER, setup -> setup.tls(server(authority, "n1"), client(authority)));
    cluster.await("a failed dial", () -> told(ONE));
  }

  @Test
  void whoSpeaksInTheClearIsNotUnderstood() throws IOException {
    start(ONE, authority);
    try (RawSocket clear = RawSocket.to(cluster.node(ONE).transport)) {
      clear.send(RawSocket.hello(new Control.ClientRole("clear"), RawSocket.TAG));
      clear.expectEnd();
    }
    assertEquals(0, cluster.node(ONE).count(Counter.REJECTED));
  }

  @Test
  void aClientWithItsCertificateIsServedAndOneWithoutIsNot() throws Exception {
    start(ONE, authority);
    cluster.node(ONE).transport.serve(new Served(new DeafClient(), cluster::topology, () -> 0));
    try (Clients with = new Clients(client(authority));
        Clients without = new Clients(anonymous())) {
      cluster.await("the link", () -> with.heard(LinkEvent.Connected.class));
      cluster.await("the refusal", () -> without.heard(LinkEvent.Lost.class));
      assertEquals(false, without.heard(LinkEvent.Connected.class));
    }
  }

  private final class Clients implements AutoCloseable {
    private final NodeLoop loop = NodeLoop.start("test-client", cluster.failures()::add);
    private final List<LinkEvent> events = new CopyOnWriteArrayList<>();

    private Clients(SslContext tls) {
      ClientLinks links =
          new ClientSetup(loop, "test")
              .options(TestCluster.OPTIONS)
              .addresses(cluster.addresses())
              .tls(tls)
              .open();
      links.inbound().subscribe(events::add);
      loop.run(() -> links.connect("n1:1"));
    }

    private boolean heard(Class<? extends LinkEvent> type) {
      return events.stream().anyMatch(type::isInstance);
    }

    @Override
    public void close() {
      loop.close().block(TestCluster.BOUND);
    }
  }

  private void start(NodeId node, X509Bundle by) {
    cluster.start(
        node, TestCluster.CLUSTER, setup -> setup.tls(server(by, node.toString()), client(by)));
  }

  private boolean told(NodeId node) {
    return cluster.node(node).events.stream()
        .anyMatch(event -> event instanceof TransportEvent.PeerUnreachable);
  }

  private static Envelope envelope() {
    Message message = new Reply.Stored(RequestId.of(1, 1));
    return new Envelope(1, 1, message);
  }

  private static X509Bundle authority(String subject) throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject(subject)
        .setIsCertificateAuthority(true)
        .buildSelfSigned();
  }

  private static X509Bundle certificate(X509Bundle by, String host) throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=" + host)
        .addSanDnsName(host)
        .buildIssuedBy(by);
  }

  private static SslContext server(X509Bundle by, String host) {
    try {
      return SslContextBuilder.forServer(certificate(by, host).toKeyManagerFactory())
          .sslProvider(SslProvider.JDK)
          .trustManager(by.toTrustManagerFactory())
          .clientAuth(ClientAuth.REQUIRE)
          .build();
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static SslContext client(X509Bundle by) {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .keyManager(certificate(by, "client").toKeyManagerFactory())
          .trustManager(by.toTrustManagerFactory())
          .build();
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static SslContext anonymous() throws IOException {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .trustManager(authority.toTrustManagerFactory())
        .build();
  }
}

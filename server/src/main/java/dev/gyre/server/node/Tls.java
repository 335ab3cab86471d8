package dev.gyre.server.node;

import dev.gyre.server.config.ServerSettings.TlsFiles;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;

/**
 * TLS of a node. Peers and clients of the binary protocol show a certificate of the authority; HTTP
 * clients need none.
 *
 * @param listener for whoever connects to the binary protocol
 * @param dialler for the peers that this node connects to
 * @param http for HTTP clients
 */
public record Tls(SslContext listener, SslContext dialler, SslContext http) {

  static Tls of(TlsFiles files) throws StartException {
    try {
      return new Tls(
          server(files).clientAuth(ClientAuth.REQUIRE).build(),
          client(files),
          server(files).build());
    } catch (SSLException | IllegalArgumentException wrong) {
      throw explained(wrong);
    }
  }

  /** For a client, or a node that dials: shows the certificate of {@code files}. */
  public static SslContext client(TlsFiles files) throws StartException {
    try {
      return SslContextBuilder.forClient()
          .keyManager(files.certificate().toFile(), files.key().toFile())
          .trustManager(files.authority().toFile())
          .build();
    } catch (SSLException | IllegalArgumentException wrong) {
      throw explained(wrong);
    }
  }

  private static SslContextBuilder server(TlsFiles files) {
    return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
        .trustManager(files.authority().toFile());
  }

  private static StartException explained(Exception wrong) {
    Throwable cause = wrong.getCause();
    String detail = cause == null ? "" : " (" + cause.getMessage() + ")";
    return new StartException("TLS cannot be set up: " + wrong.getMessage() + detail, wrong);
  }
}

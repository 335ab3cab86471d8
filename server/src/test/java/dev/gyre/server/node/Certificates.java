package dev.gyre.server.node;

import dev.gyre.server.config.ServerSettings.TlsFiles;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;

/** An authority, and what it signs, as the PEM files that an operator has. */
final class Certificates {
  private final Path directory;
  private final X509Bundle authority;

  private Certificates(Path directory, X509Bundle authority) {
    this.directory = directory;
    this.authority = authority;
  }

  static Certificates of(Path directory, String name) throws Exception {
    X509Bundle authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=" + name)
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    return new Certificates(Files.createDirectories(directory.resolve(name)), authority);
  }

  /** For a node or client of this name at 127.0.0.1. */
  TlsFiles files(String name) throws Exception {
    X509Bundle signed =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=" + name)
            .addSanIpAddress("127.0.0.1")
            .buildIssuedBy(authority);
    return new TlsFiles(
        Files.writeString(directory.resolve(name + ".pem"), signed.getCertificatePathPEM()),
        Files.writeString(directory.resolve(name + ".key"), signed.getPrivateKeyPEM()),
        Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM()));
  }

  X509Bundle authority() {
    return authority;
  }
}

package dev.gyre.transport.netty.link;

/** {@code host:port}, or {@code [ipv6]:port}. */
public record HostPort(String host, int port) {
  private static final int MAX_PORT = 65_535;

  public HostPort {
    if (host.isEmpty() || port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("no host and port: \"" + host + "\", " + port);
    }
  }

  /** Throws {@link IllegalArgumentException} with a sentence that says what is expected. */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
      throw new IllegalArgumentException("an address is host:port, not \"" + text + "\"");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "an IPv6 address is written [address]:port, not \"" + text + "\"");
    }
    return new HostPort(
        bracketed ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}

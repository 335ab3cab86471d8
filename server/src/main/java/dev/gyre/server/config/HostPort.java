package dev.gyre.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A host name or address, and a port; port 0 when listening means any free one. */
public record HostPort(String host, int port) {

  /** Parses {@code host:port} and {@code [v6]:port}; throws with a sentence that says how. */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon > 0 ? text.substring(0, colon) : "";
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    String port = text.substring(colon + 1);
    boolean good =
        !bare.isBlank() && (bracketed || bare.indexOf(':') < 0) && port.matches("[0-9]{1,5}");
    if (!good || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "is host:port (or [v6 address]:port), not \"" + text + "\"");
    }
    return new HostPort(bare, Integer.parseInt(port));
  }

  /** Whether only this machine can reach it; a name that does not resolve is not. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}

package dev.gyre.server.http;

import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** One request with its response and what it holds of the node. */
record Exchange(HttpServerRequest request, HttpServerResponse response, InFlight.Lease lease) {
  void hold(int bytes) {
    lease.hold(bytes);
  }
}

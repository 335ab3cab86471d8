package dev.gyre.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.server.http.Wire.Response;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Bounds and timeouts of the HTTP side, each made small enough to be met. */
class RestLimitsTest {

  private static RestSettings with(
      RestSettings settings, RestSettings.Limits limits, RestSettings.Timeouts timeouts) {
    return new RestSettings(
        settings.address(), settings.tls(), settings.owners(), limits, timeouts);
  }

  private static LoneNode impatient(int headerMillis, int bodyMillis, int idleMillis) {
    return new LoneNode(
        settings ->
            with(
                settings,
                settings.limits(),
                new RestSettings.Timeouts(2000, 60_000, headerMillis, bodyMillis, idleMillis)));
  }

  private static LoneNode narrow(int requests, long bytes) {
    return new LoneNode(
        settings ->
            with(
                settings,
                new RestSettings.Limits(1000, 128 << 10, requests, bytes, 100),
                settings.timeouts()));
  }

  @Test
  void aHeaderThatTricklesInIsEnded() throws IOException {
    try (LoneNode node = impatient(50, 60_000, 60_000);
        Wire wire = new Wire(node.address())) {
      wire.send("GET /livez HTTP/1.1\r\nHost");
      Response response = wire.receive(false);
      assertEquals(408, response.status());
      assertTrue(wire.isEnded());
    }
  }

  @Test
  void aHeaderThatTricklesInBehindAnAnsweredRequestIsEnded() throws IOException {
    try (LoneNode node = impatient(50, 60_000, 60_000);
        Wire wire = new Wire(node.address())) {
      wire.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals(200, wire.receive(false).status());
      wire.send("GET /livez HT");
      assertEquals(408, wire.receive(false).status());
      assertTrue(wire.isEnded());
    }
  }

  @Test
  void aBodyThatStopsComingIsEndedAndChangesNothing() throws IOException {
    try (LoneNode node = impatient(60_000, 50, 60_000)) {
      try (Wire wire = new Wire(node.address())) {
        wire.send("PUT /v1/keys/slow HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
        Response response = wire.receive(false);
        assertEquals(408, response.status());
        assertTrue(response.text().contains("\"outcome\":\"not-applied\""));
        assertTrue(wire.isEnded());
      }
      assertEquals(404, Wire.once(node.address(), "GET /v1/keys/slow HTTP/1.1").status());
    }
  }

  @Test
  void anIdleConnectionIsEnded() throws IOException {
    try (LoneNode node = impatient(60_000, 60_000, 50);
        Wire wire = new Wire(node.address())) {
      assertTrue(wire.isEnded());
    }
  }

  @Test
  void tooManyRequestsAreRefusedAndNothingIsApplied() throws IOException {
    try (LoneNode node = narrow(1, 1 << 20);
        Wire first = new Wire(node.address())) {
      first.send("PUT /v1/keys/a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n");
      first.send("Expect: 100-continue\r\n\r\n");
      assertEquals(100, first.receive(true).status());
      Response second = Wire.once(node.address(), "PUT /v1/keys/b HTTP/1.1", new byte[1]);
      assertEquals(503, second.status());
      assertEquals("1", second.header("retry-after"));
      assertTrue(second.text().contains("\"outcome\":\"not-applied\""));
      first.send("ab");
      assertEquals(204, first.receive(false).status());
      assertEquals(404, Wire.once(node.address(), "GET /v1/keys/b HTTP/1.1").status());
    }
  }

  @Test
  void bytesInFlightAreBounded() throws IOException {
    try (LoneNode node = narrow(100, 1500);
        Wire first = new Wire(node.address())) {
      first.send("PUT /v1/keys/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n");
      first.send("Expect: 100-continue\r\n\r\n");
      assertEquals(100, first.receive(true).status());
      try (Wire second = new Wire(node.address())) {
        second.send("PUT /v1/keys/b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        second.send("320\r\n");
        second.send(new byte[0x320]);
        second.send("\r\n");
        Response refused = second.receive(false);
        assertEquals(503, refused.status());
        assertTrue(refused.text().contains("\"outcome\":\"not-applied\""));
      }
      first.send(new byte[1000]);
      assertEquals(204, first.receive(false).status());
    }
  }

  @Test
  void theNodeIsIdleOnceItsRequestsAreAnswered() throws Exception {
    try (LoneNode node = new LoneNode();
        Wire wire = new Wire(node.address())) {
      wire.send("PUT /v1/keys/a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n");
      wire.send("Expect: 100-continue\r\n\r\n");
      assertEquals(100, wire.receive(true).status());
      var drained = node.server().drained().toFuture();
      wire.send("ab");
      assertEquals(204, wire.receive(false).status());
      drained.get(20, java.util.concurrent.TimeUnit.SECONDS);
    }
  }
}

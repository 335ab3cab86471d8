package dev.gyre.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A body that is refused while it comes: the answer must reach a client that still sends. */
class RestRefusedBodyTest {

  @Test
  void theAnswerIsReadAndTheConnectionLives() throws IOException {
    RestSettings.Limits narrow = new RestSettings.Limits(8 << 20, 128 << 10, 100, 1 << 20, 100);
    try (LoneNode node =
            new LoneNode(
                settings ->
                    new RestSettings(settings.address(), null, 1, narrow, settings.timeouts()));
        Wire wire = new Wire(node.address())) {
      byte[] value = new byte[4 << 20];
      wire.send("PUT /v1/keys/a HTTP/1.1\r\nHost: x\r\nContent-Length: " + value.length);
      wire.send("\r\n\r\n");
      wire.send(value);
      assertEquals(503, wire.receive(false).status());
      wire.send("GET /v1/keys/a HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals(404, wire.receive(false).status());
    }
  }
}

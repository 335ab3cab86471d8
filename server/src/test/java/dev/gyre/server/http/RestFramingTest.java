package dev.gyre.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.server.http.Wire.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no proper HTTP, and where one request ends and the next begins. */
class RestFramingTest {
  private static LoneNode node;

  @BeforeAll
  static void start() {
    node = new LoneNode();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aBodyShorterThanItsLengthChangesNothing() throws IOException {
    try (Wire wire = new Wire(node.address())) {
      wire.send("PUT /v1/keys/short HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
      wire.endOutput();
      assertTrue(wire.isEnded());
    }
    assertEquals(404, get("/v1/keys/short").status());
  }

  @Test
  void whatFollowsABodyIsNotPartOfIt() throws IOException {
    try (Wire wire = new Wire(node.address())) {
      wire.send("PUT /v1/keys/long HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcdef\r\n\r\n");
      assertEquals(204, wire.receive(false).status());
      assertProblem(wire.receive(false), 400, "malformed-request", "not-applied");
      assertTrue(wire.isEnded());
    }
    assertEquals("abc", get("/v1/keys/long").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET /livez HTTP/9.9.9\r\n\r\n",
        "GET /livez HTTP/1.1\r\nbad header line\r\n\r\n",
        "GET /livez HTTP/1.1\r\nContent-Length: minus\r\n\r\n",
        "GET /livez HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      })
  void whatIsNoHttpIsRefusedAndTheConnectionEnds(String bytes) throws IOException {
    try (Wire wire = new Wire(node.address())) {
      wire.send(bytes);
      assertProblem(wire.receive(false), 400, "malformed-request", "not-applied");
      assertTrue(wire.isEnded());
    }
  }

  @Test
  void aBrokenChunkEndsTheConnectionAndChangesNothing() throws IOException {
    try (Wire wire = new Wire(node.address())) {
      wire.send("PUT /v1/keys/broken HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      wire.send("zz\r\nabc\r\n");
      assertEquals(400, wire.receive(false).status());
      assertTrue(wire.isEnded());
    }
    assertEquals(404, get("/v1/keys/broken").status());
  }

  @Test
  void anEscapeThatIsNoneIsRefusedAndTheConnectionLives() throws IOException {
    try (Wire wire = new Wire(node.address())) {
      for (String path : new String[] {"/v1/keys/a%", "/v1/keys/a%2", "/v1/keys/%zz"}) {
        wire.send("PUT " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nv");
        assertProblem(wire.receive(false), 400, "malformed-request", "not-applied");
      }
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (Wire wire = new Wire(node.address())) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        requests.append("PUT /v1/keys/p" + i + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n");
        requests.append((char) ('a' + i % 26)).append('!');
        requests.append("GET /v1/keys/p" + i + " HTTP/1.1\r\nHost: x\r\n\r\n");
      }
      wire.send(requests.toString());
      for (int i = 0; i < 50; i++) {
        assertEquals(204, wire.receive(false).status());
        assertEquals((char) ('a' + i % 26) + "!", wire.receive(false).text());
      }
    }
  }

  private static Response get(String path) throws IOException {
    return Wire.once(node.address(), "GET " + path + " HTTP/1.1");
  }

  private static void assertProblem(Response response, int status, String name, String outcome) {
    assertEquals(status, response.status(), response.text());
    assertEquals("application/problem+json", response.header("content-type"));
    assertTrue(response.text().contains("\"type\":\"urn:gyre:problem:" + name), response.text());
    assertTrue(response.text().contains("\"status\":" + status), response.text());
    assertTrue(response.text().contains("\"outcome\":\"" + outcome + "\""), response.text());
  }
}

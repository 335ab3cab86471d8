package dev.gyre.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.server.http.Wire.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compare-and-set over HTTP. */
class RestConditionsTest {
  private LoneNode node;

  @BeforeEach
  void start() {
    node = new LoneNode();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Response ask(String method, String header, String value) throws IOException {
    String request = method + " /v1/keys/k HTTP/1.1\r\n" + header;
    return Wire.once(node.address(), request, value.getBytes(StandardCharsets.UTF_8));
  }

  private Response put(String condition, String value) throws IOException {
    return ask("PUT", condition, value);
  }

  private Response get(String query) throws IOException {
    return Wire.once(node.address(), "GET /v1/keys/k" + query + " HTTP/1.1");
  }

  @Test
  void aConditionHoldsOrIsAnsweredWithWhatIsThere() throws IOException {
    assertEquals(204, put("If-None-Match: *", "first").status());
    Response late = put("If-None-Match: *", "second");
    assertEquals(412, late.status());
    assertTrue(late.text().contains("\"outcome\":\"not-applied\""), late.text());
    assertTrue(late.text().contains("\"seen\":[{\"value\":\"Zmlyc3Q=\""), late.text());
    String version = get("?consistency=linearizable").header("etag");
    assertEquals(204, put("If-Match: " + version, "second").status());
    assertEquals(412, put("If-Match: " + version, "third").status());
    assertEquals(412, put("Gyre-If-Value: Zmlyc3Q=", "third").status());
    assertEquals(204, put("Gyre-If-Value: c2Vjb25k", "third").status());
    assertEquals("third", get("").text());
  }

  @Test
  void aDeleteIsConditionalToo() throws IOException {
    assertEquals(412, ask("DELETE", "If-Match: *", "").status());
    assertEquals(204, put("If-None-Match: *", "value").status());
    assertEquals(412, ask("DELETE", "Gyre-If-Value: b3RoZXI=", "").status());
    assertEquals(204, ask("DELETE", "If-Match: *", "").status());
    assertEquals(404, get("?consistency=linearizable").status());
    assertEquals(204, put("If-None-Match: *", "again").status());
  }
}

package dev.gyre.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.server.http.Wire.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of DESIGN section 9, row by row, over a real socket. */
class RestServerTest {
  private static final byte[] NOTHING = new byte[0];
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
  void aValueIsPutReadAndDeleted() throws IOException {
    Response put = put("/v1/keys/hello", "world");
    assertEquals(204, put.status());
    assertTrue(put.header("etag").matches("\"[0-9a-f]{16}\""), put.header("etag"));
    Response get = get("/v1/keys/hello");
    assertEquals(200, get.status());
    assertEquals("world", get.text());
    assertEquals("application/octet-stream", get.header("content-type"));
    assertEquals("1", get.header("gyre-siblings"));
    assertEquals(put.header("gyre-context"), get.header("gyre-context"));
    assertEquals(put.header("etag"), get.header("etag"));
    assertEquals(204, Wire.once(node.address(), "DELETE /v1/keys/hello HTTP/1.1").status());
    Response gone = get("/v1/keys/hello");
    assertProblem(gone, 404, "not-found", "not-applied");
    assertEquals("0", gone.header("gyre-siblings"));
    assertNotEquals(get.header("gyre-context"), gone.header("gyre-context"));
  }

  @Test
  void headSaysWhatGetWould() throws IOException {
    put("/v1/keys/head", "12345");
    Response head = Wire.once(node.address(), "HEAD /v1/keys/head HTTP/1.1");
    assertEquals(200, head.status());
    assertEquals("5", head.header("content-length"));
    assertEquals(get("/v1/keys/head").header("etag"), head.header("etag"));
    assertEquals(404, Wire.once(node.address(), "HEAD /v1/keys/none HTTP/1.1").status());
  }

  @Test
  void anAbsentKeyHasAContextToo() throws IOException {
    Response absent = get("/v1/keys/never");
    assertEquals(404, absent.status());
    assertTrue(absent.header("gyre-context").length() > 10);
    Response put =
        Wire.once(
            node.address(),
            "PUT /v1/keys/never HTTP/1.1\r\nGyre-Context: " + absent.header("gyre-context"),
            "now".getBytes(StandardCharsets.UTF_8));
    assertEquals(204, put.status());
  }

  @Test
  void writesThatDidNotSeeEachOtherAreSiblings() throws IOException {
    String context = get("/v1/keys/two").header("gyre-context");
    for (String value : new String[] {"a", "b"}) {
      Response put =
          Wire.once(
              node.address(),
              "PUT /v1/keys/two HTTP/1.1\r\nGyre-Context: " + context,
              value.getBytes(StandardCharsets.UTF_8));
      assertEquals(204, put.status());
    }
    Response newest = get("/v1/keys/two");
    assertEquals(200, newest.status());
    assertEquals("b", newest.text());
    assertEquals("2", newest.header("gyre-siblings"));
    Response all = get("/v1/keys/two?siblings=all");
    assertEquals(300, all.status());
    assertEquals("application/json", all.header("content-type"));
    assertTrue(
        all.text()
            .matches(
                "\\{\"siblings\":\\[\\{\"value\":\"Yg==\",\"timestamp\":[0-9]{13}},"
                    + "\\{\"value\":\"YQ==\",\"timestamp\":[0-9]{13}}],"
                    + "\"context\":\"[-_A-Za-z0-9]+\"}\n"),
        all.text());
    Response merged =
        Wire.once(
            node.address(),
            "PUT /v1/keys/two HTTP/1.1\r\nGyre-Context: " + newest.header("gyre-context"),
            "c".getBytes(StandardCharsets.UTF_8));
    assertEquals(204, merged.status());
    Response one = get("/v1/keys/two?siblings=all");
    assertEquals(200, one.status());
    assertEquals("c", one.text());
  }

  @Test
  void anIdempotencyKeyNamesTheWrite() throws IOException {
    String context = get("/v1/keys/once").header("gyre-context");
    for (int i = 0; i < 3; i++) {
      Response put =
          Wire.once(
              node.address(),
              "PUT /v1/keys/once HTTP/1.1\r\nIdempotency-Key: k1\r\nGyre-Context: " + context,
              "v".getBytes(StandardCharsets.UTF_8));
      assertEquals(204, put.status());
    }
    assertEquals("1", get("/v1/keys/once").header("gyre-siblings"));
  }

  @ParameterizedTest
  @CsvSource({
    "a%2Fb, a/b",
    "a/b, a%2Fb",
    "a/../b, a/%2e%2E/b",
    "../x, ..%2Fx",
    "%252F, %25%32%46",
    "caf\u00c3\u00a9, caf%C3%A9",
    "a%20b^|{}, a%20b%5E%7C%7B%7D",
    "//, %2f%2f",
    "a;b=c, a%3Bb=c",
    "a+b, a%2Bb",
  })
  void aKeyIsItsDecodedBytesHoweverItIsWritten(String one, String other) throws IOException {
    assertEquals(204, put("/v1/keys/" + one, one).status());
    assertEquals(one, latin(get("/v1/keys/" + other)));
  }

  @Test
  void keysThatDifferInEncodingDepthDiffer() throws IOException {
    put("/v1/keys/d%2Fe", "slash");
    put("/v1/keys/d%252Fe", "percent");
    assertEquals("slash", get("/v1/keys/d/e").text());
    assertEquals("percent", get("/v1/keys/d%252Fe").text());
  }

  @Test
  void everyByteMayStandInAKey() throws IOException {
    for (int b = 0; b < 256; b++) {
      String key = String.format("/v1/keys/%%%02x", b);
      assertEquals(204, put(key, "v" + b).status());
    }
    for (int b = 0; b < 256; b++) {
      assertEquals("v" + b, get(String.format("/v1/keys/%%%02X", b)).text());
    }
  }

  @Test
  void aKeyHasOneTo1024Bytes() throws IOException {
    assertProblem(put("/v1/keys/", "v"), 400, "invalid", "not-applied");
    assertEquals(204, put("/v1/keys/" + "k".repeat(1024), "v").status());
    assertEquals(204, put("/v1/keys/" + "%00".repeat(1024), "v").status());
    assertProblem(put("/v1/keys/" + "k".repeat(1025), "v"), 400, "invalid", "not-applied");
    assertProblem(put("/v1/keys/" + "%00".repeat(1025), "v"), 400, "invalid", "not-applied");
    Response endless = get("/v1/keys/" + "k".repeat(20_000));
    assertProblem(endless, 414, "malformed-request", "not-applied");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 65_536, 1 << 20, LoneNode.VALUE_LIMIT - 1, LoneNode.VALUE_LIMIT})
  void aValueIsAnyBytesUpToTheLimit(int length) throws IOException {
    byte[] value = new byte[length];
    new Random(length).nextBytes(value);
    assertEquals(204, Wire.once(node.address(), "PUT /v1/keys/big HTTP/1.1", value).status());
    Response get = get("/v1/keys/big");
    assertEquals(200, get.status());
    assertArrayEquals(value, get.body());
  }

  @Test
  void aValueOverTheLimitIsRefusedBeforeAndWhileItComes() throws IOException {
    byte[] value = new byte[LoneNode.VALUE_LIMIT + 1];
    try (Wire wire = new Wire(node.address())) {
      wire.send("PUT /v1/keys/over HTTP/1.1\r\nHost: x\r\nContent-Length: " + value.length);
      wire.send("\r\n\r\n");
      assertProblem(wire.receive(false), 413, "too-large", "not-applied");
      wire.send(value);
      wire.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals(200, wire.receive(false).status());
    }
    try (Wire wire = new Wire(node.address())) {
      wire.send("PUT /v1/keys/over HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      wire.send(Integer.toHexString(value.length - 1) + "\r\n");
      wire.send(new byte[value.length - 1]);
      wire.send("\r\n1\r\nx");
      assertProblem(wire.receive(false), 413, "too-large", "not-applied");
    }
    assertEquals(404, get("/v1/keys/over").status());
  }

  @Test
  void aChunkedBodyIsAValue() throws IOException {
    try (Wire wire = new Wire(node.address())) {
      wire.send("PUT /v1/keys/chunked HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      wire.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
      assertEquals(204, wire.receive(false).status());
    }
    assertEquals("abcde", get("/v1/keys/chunked").text());
  }

  @ParameterizedTest
  @CsvSource({
    "consistency=one, 204",
    "consistency=QUORUM, 204",
    "consistency=all, 204",
    "w=1, 204",
    "w=1&timeout=500ms, 204",
    "consistency=linearizable, 204",
    "ttl=soon, 400",
    "ttl=0s, 400",
    "consistency=quorom, 400",
    "consistency=, 400",
    "w=0, 400",
    "w=2, 400",
    "w=-1, 400",
    "w=one, 400",
    "r=2, 400",
    "w=1&w=1, 400",
    "w=1&consistency=one, 400",
    "timeout=0s, 400",
    "timeout=2, 400",
    "timeout=2h, 400",
    "siblings=all, 400",
    "concistency=one, 400",
    "timeout=%zz, 400",
  })
  void parametersAreServedOrRefusedNeverIgnored(String query, int status) throws IOException {
    Response put = put("/v1/keys/parameters?" + query, "v");
    assertEquals(status, put.status(), put.text());
    if (status != 204) {
      assertTrue(put.text().contains("\"outcome\":\"not-applied\""), put.text());
    }
  }

  @Test
  void anUnknownParameterGetsTheNearestMatch() throws IOException {
    assertTrue(put("/v1/keys/k?concistency=one", "v").text().contains("did you mean consistency?"));
    assertTrue(put("/v1/keys/k?consistency=quorom", "v").text().contains("did you mean quorum?"));
  }

  @ParameterizedTest
  @CsvSource({
    "If-Match: \"0\", 400",
    "If-Match: *, 412",
    "Gyre-If-Value: YQ==, 412",
    "Gyre-Context: ***, 400",
    "Gyre-Context: AAAA, 400",
    "Gyre-Context: , 400",
    "Idempotency-Key: , 400",
  })
  void headersAreServedOrRefusedNeverIgnored(String header, int status) throws IOException {
    byte[] value = {1};
    Response put = Wire.once(node.address(), "PUT /v1/keys/h HTTP/1.1\r\n" + header, value);
    assertEquals(status, put.status(), put.text());
    assertTrue(put.text().contains("\"outcome\":\"not-applied\""), put.text());
  }

  @Test
  void contextsThatAreNotOfThisKeyAreRefused() throws IOException {
    String context = put("/v1/keys/mine", "v").header("gyre-context");
    char last = context.charAt(context.length() - 2);
    String forged =
        context.substring(0, context.length() - 2)
            + (last == 'A' ? 'B' : 'A')
            + context.charAt(context.length() - 1);
    assertEquals(400, putWith("/v1/keys/other", context).status());
    assertProblem(putWith("/v1/keys/mine", forged), 400, "bad-context", "not-applied");
    assertProblem(putWith("/v1/keys/mine", "A".repeat(87_400)), 400, "bad-context", "not-applied");
    assertEquals(431, putWith("/v1/keys/mine", "A".repeat(140_000)).status());
    assertEquals("v", get("/v1/keys/mine").text());
  }

  @ParameterizedTest
  @CsvSource({
    "POST /v1/keys/k, 405, 'GET, HEAD, PUT, DELETE'",
    "PATCH /v1/keys/k, 405, 'GET, HEAD, PUT, DELETE'",
    "PUT /v1/keys, 405, 'GET, HEAD'",
    "DELETE /readyz, 405, 'GET, HEAD'",
    "POST /metrics, 405, 'GET, HEAD'",
    "GET /, 404, ''",
    "PUT /v2/keys/k, 404, ''",
    "GET /livez, 200, ''",
    "HEAD /livez, 200, ''",
    "GET /readyz, 200, ''",
    "GET /metrics, 200, ''",
    "GET /v1/cluster, 200, ''",
    "GET http://x/livez, 200, ''",
  })
  void pathsAndMethods(String line, int status, String allow) throws IOException {
    Response response = Wire.once(node.address(), line + " HTTP/1.1");
    assertEquals(status, response.status(), response.text());
    assertEquals(allow, response.header("allow"));
  }

  @Test
  void aScanIsPagesInTheOrderOfBytes() throws IOException {
    for (String key : new String[] {"scan%2F2", "scan%2F%FF", "scan%2F1", "scan%2F10", "scan"}) {
      put("/v1/keys/" + key, "v");
    }
    Response first = get("/v1/keys?prefix=scan%2F&limit=2&values=true");
    assertEquals(200, first.status(), first.text());
    assertEquals("application/json", first.header("content-type"));
    Matcher page =
        Pattern.compile(
                "\\{\"keys\":\\[\\{\"key\":\"c2Nhbi8x\",\"text\":\"scan/1\",\"value\":\"dg==\","
                    + "\"timestamp\":[0-9]{13},\"siblings\":1},"
                    + "\\{\"key\":\"c2Nhbi8xMA\",\"text\":\"scan/10\",.*}],"
                    + "\"next\":\"([-_A-Za-z0-9]+)\"}\n")
            .matcher(first.text());
    assertTrue(page.matches(), first.text());
    String second = get("/v1/keys?prefix=scan%2F&after=" + page.group(1)).text();
    assertTrue(second.contains("\"text\":\"scan/2\"") && !second.contains("value"), second);
    assertTrue(second.contains("{\"key\":\"c2Nhbi__\",\"timestamp\""), second);
    assertTrue(second.endsWith("]}\n"), second);
    assertProblem(get("/v1/keys?prefix=x&after=" + page.group(1)), 400, "invalid", "not-applied");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, 400",
    "limit=4097, 400",
    "values=yes, 400",
    "after=AAAA, 400",
    "w=1, 400",
    "consistency=any, 400",
    "consistency=one, 200",
    "r=1, 200",
    "prefix=, 200",
  })
  void whatAScanIsAskedIsChecked(String query, int status) throws IOException {
    assertEquals(status, get("/v1/keys?" + query).status());
  }

  @Test
  void aReaderThatKnowsTheStateIsToldSo() throws IOException {
    String tag = put("/v1/keys/known", "v").header("etag");
    Response same =
        Wire.once(node.address(), "GET /v1/keys/known HTTP/1.1\r\nIf-None-Match: " + tag);
    assertEquals(304, same.status());
    Response other =
        Wire.once(node.address(), "GET /v1/keys/known HTTP/1.1\r\nIf-None-Match: \"0\"");
    assertEquals(200, other.status());
  }

  private static Response putWith(String path, String context) throws IOException {
    String head = "PUT " + path + " HTTP/1.1\r\nGyre-Context: " + context;
    return Wire.once(node.address(), head, NOTHING);
  }

  private static Response put(String path, String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    return Wire.once(node.address(), "PUT " + path + " HTTP/1.1", bytes);
  }

  private static Response get(String path) throws IOException {
    return Wire.once(node.address(), "GET " + path + " HTTP/1.1");
  }

  private static String latin(Response response) {
    return new String(response.body(), StandardCharsets.ISO_8859_1);
  }

  private static void assertProblem(Response response, int status, String name, String outcome) {
    assertEquals(status, response.status(), response.text());
    assertEquals("application/problem+json", response.header("content-type"));
    assertTrue(response.text().contains("\"type\":\"urn:gyre:problem:" + name), response.text());
    assertTrue(response.text().contains("\"status\":" + status), response.text());
    assertTrue(response.text().contains("\"outcome\":\"" + outcome + "\""), response.text());
  }
}

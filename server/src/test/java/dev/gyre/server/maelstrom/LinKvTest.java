package dev.gyre.server.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.core.cell.Condition;
import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinKvTest {
  private static final int TIMEOUT = 4_000;

  private static Packet request(String body) {
    return Packet.parse("{\"src\":\"c1\",\"dest\":\"n1\",\"body\":" + body + "}");
  }

  private static String answer(Outcome outcome) {
    Packet request = request("{\"type\":\"cas\",\"msg_id\":7}");
    return request.answer(LinKv.answer(request, outcome)).line();
  }

  @Test
  void aCompareAndSetIsAConditionOnTheText() {
    Command command =
        LinKv.command(
            request("{\"type\":\"cas\",\"key\":[1, 2],\"from\":{\"a\": 1},\"to\":\"x\"}"), TIMEOUT);
    Command.Write write = assertInstanceOf(Command.Write.class, command);
    assertEquals("[1,2]", write.key().toString());
    assertEquals(new Condition.IfValue(Value.of("{\"a\":1}")), write.condition());
    assertEquals(Content.of(Value.of("\"x\"")), write.content());
    assertEquals(Consistency.LINEARIZABLE, write.consistency());
  }

  @Test
  void anotherWorkloadIsNone() {
    assertNull(LinKv.command(request("{\"type\":\"broadcast\",\"message\":1}"), TIMEOUT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"read\"}",
        "{\"type\":\"write\",\"key\":1}",
        "{\"type\":\"cas\",\"key\":1,\"to\":2}"
      })
  void whatIsMissingIsNamed(String body) {
    assertThrows(IllegalArgumentException.class, () -> LinKv.command(request(body), TIMEOUT), body);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, 11",
    "BUSY, 11",
    "NOT_SERVING, 11",
    "UNSUPPORTED, 10",
    "TOO_LARGE, 12",
    "INVALID, 12"
  })
  void aRefusalIsADefiniteError(Refusal refusal, int code) {
    assertEquals(
        "{\"src\":\"n1\",\"dest\":\"c1\",\"body\":{\"type\":\"error\",\"code\":"
            + code
            + ",\"text\":\""
            + refusal
            + ": why\",\"in_reply_to\":7}}",
        answer(new Outcome.NotApplied(refusal, "why")));
  }

  @Test
  void onlyAnUnknownOutcomeIsIndefinite() {
    assertEquals(
        "{\"src\":\"n1\",\"dest\":\"c1\",\"body\":{\"type\":\"error\",\"code\":0,"
            + "\"text\":\"who knows\",\"in_reply_to\":7}}",
        answer(new Outcome.Unknown("who knows")));
    assertEquals(
        "{\"src\":\"n1\",\"dest\":\"c1\",\"body\":{\"type\":\"error\",\"code\":22,"
            + "\"text\":\"the value was another one\",\"in_reply_to\":7}}",
        answer(new Outcome.ConditionFailed(null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"src\":\"c1\"}", "{\"body\":3}"})
  void aLineThatIsNoPacketSaysSo(String line) {
    assertThrows(IllegalArgumentException.class, () -> Packet.parse(line), line);
  }
}

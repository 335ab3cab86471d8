package dev.gyre.checker.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.checker.RandomHistories;
import dev.gyre.checker.format.ReadOptions.FailedCas;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
  private static final String FILE = "a file";

  private static History read(HistoryFormat format, String text, ReadOptions options)
      throws IOException, MalformedHistoryException {
    return format.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), FILE, options);
  }

  private static History read(HistoryFormat format, String text)
      throws IOException, MalformedHistoryException {
    return read(format, text, ReadOptions.standard());
  }

  private static List<String> lines(History history) {
    return IntStream.range(0, history.size())
        .mapToObj(i -> history.process(i) + " " + history.operation(i) + " " + history.outcome(i))
        .toList();
  }

  @Test
  void jsonLinesHoldOperations() throws Exception {
    History history =
        read(
            HistoryFormat.JSONL,
            """
            {"fault":"cut","start":1,"end":9}
            {"process":0,"key":"x","f":"write","value":3,"start":10,"end":25,"outcome":"ok"}

            { "outcome":"ok", "end": 30, "start":12, "f":"read","value":null,"key":"x","process":1 }
            {"process":2,"key":"x","f":"cas","value":[1,4],"start":13,"end":31,\
            "outcome":"mismatch","seen":3}
            {"process":3,"key":"y","f":"write","value":"a\\u00e9\\n\\"","start":14,\
            "outcome":"unknown"}
            {"process":4,"key":"y","f":"delete","start":14,"end":14,"outcome":"failed"}
            {"process":5,"f":"append","value":[1,2],"start":14,"end":15,"outcome":"ok"}
            """);
    assertEquals(
        List.of(
            "0 write 3 OK",
            "1 read = absent OK",
            "2 cas 1 -> 4 saw 3 MISMATCH",
            "3 write aé\n\" UNKNOWN",
            "4 write absent FAILED",
            "5 append [1, 2] OK"),
        lines(history));
    assertEquals("cut", history.faults().get(0).name());
    assertEquals("x", history.operation(0).key());
    assertEquals(Absent.ABSENT, history.operation(5).key());
    assertEquals(History.OPEN, history.completed(3));
    assertEquals(25, history.completed(0));
  }

  @Test
  void jsonLinesHoldEvents() throws Exception {
    History history =
        read(
            HistoryFormat.JSONL,
            """
            {"type":"invoke","process":0,"f":"write","value":3,"time":10}
            {"type":"invoke","process":1,"f":"read"}
            {"type":"ok","process":0,"f":"write","time":25}
            {"type":"ok","process":1,"f":"read","value":3}
            {"type":"invoke","process":0,"f":"cas","value":[3,4]}
            {"type":"info","process":0,"f":"cas"}
            {"type":"invoke","process":0,"f":"cas","value":[3,5]}
            {"type":"mismatch","process":0,"f":"cas","seen":4}
            """);
    assertEquals(
        List.of(
            "0 write 3 OK", "1 read = 3 OK", "0 cas 3 -> 4 UNKNOWN", "0 cas 3 -> 5 saw 4 MISMATCH"),
        lines(history));
    assertEquals(10, history.startNanos(0));
    assertEquals(25, history.endNanos(0));
    assertEquals(0, history.invoked(0));
    assertEquals(2, history.completed(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'process':0|expected '}'",
        "[1]|expected '{'",
        "{'process':0,'f':'read','start':1,'outcome':'ok'}|needs an 'end'",
        "{'process':0,'f':'read','start':1,'end':2,'outcome':'ok'}|needs its" + " 'value'",
        "{'process':0,'f':'write','start':1,'end':2,'outcome':'ok'}|needs a" + " 'value'",
        "{'process':0,'f':'cas','value':1,'start':1,'end':2,'outcome':'ok'}|[expected",
        "{'process':0,'f':'write','value':1,'start':2,'end':1,'outcome':'ok'}|before" + " its inv",
        "{'process':0,'f':'write','value':1,'start':2,'end':3,'outcome':'fine'}|unknown"
            + " outcome",
        "{'process':0,'colour':1}|unknown field 'colour'",
        "{'process':1.5}|expected an integer",
        "{'process':0,'f':'read','value':nul,'start':1,'end':2,'outcome':'ok'}|expected"
            + " a value",
      })
  void badJsonNamesFileLineAndReason(String quoted, String reason) {
    String line = "\n" + quoted.replace('\'', '"') + "\n";
    MalformedHistoryException wrong =
        assertThrows(MalformedHistoryException.class, () -> read(HistoryFormat.JSONL, line));
    assertEquals(2, wrong.line());
    assertTrue(wrong.getMessage().startsWith(FILE + ":2: "), wrong.getMessage());
    assertTrue(wrong.reason().replace('"', '\'').contains(reason), wrong.reason());
  }

  @Test
  void timesMayCountFromTheEpoch() throws Exception {
    long start = 1_700_000_000_000_000_000L;
    String plain = "{\"process\":0,\"f\":\"write\",\"value\":1,\"start\":" + start;
    String spaced =
        "{ \"process\":1,\"f\":\"write\",\"value\":12345678901234567890,\"start\":" + start;
    String end = ",\"end\":" + (start + 5) + ",\"outcome\":\"ok\"}\n";
    History history = read(HistoryFormat.JSONL, plain + end + spaced + end);
    assertEquals(start, history.invoked(0));
    assertEquals(start + 5, history.completed(1));
    assertEquals(start, history.originNanos());
    assertEquals("write 12345678901234567890", history.operation(1).toString());
    String beyond = plain.replace("1700", "9999") + end;
    assertThrows(MalformedHistoryException.class, () -> read(HistoryFormat.JSONL, beyond));
  }

  @Test
  void aProcessHasOneOperationAtATime() {
    String twice =
        """
        {"process":0,"f":"write","value":1,"start":1,"end":5,"outcome":"ok"}
        {"process":0,"f":"write","value":2,"start":4,"end":6,"outcome":"ok"}
        """;
    MalformedHistoryException wrong =
        assertThrows(MalformedHistoryException.class, () -> read(HistoryFormat.JSONL, twice));
    assertTrue(wrong.reason().contains("before its previous operation ended at 5"));
  }

  private static final String EDN =
      """
      ; a comment
      [{:process 4, :type :invoke, :f :write, :value 2 :time 7}
       {:process 4, :type :ok, :f :write, :value 2 :time 9}
       {:process :nemesis, :type :info, :f :start, :value "cut"}
       #jepsen.history.Op{:process 6, :type :invoke, :f :read, :value nil, :extra {:a [1 2]}}
       {:process 7, :type :invoke, :f :cas, :value [2 3], :error #{"x"}}
       {:process 7, :type :fail, :f :cas, :value [2 3]}
       {:process 7, :type :invoke, :f :cas, :value [2 4]}
       {:process 7, :type :info, :f :cas, :value :timed-out}
       {:process 7, :type :invoke, :f :read, :value nil}
       {:process 7, :type :ok, :f :read, :value nil}]
      """;

  @Test
  void jepsenEdnIsReadAsJepsenMeansIt() throws Exception {
    History history = read(HistoryFormat.JEPSEN_EDN, EDN);
    assertEquals(
        List.of(
            "4 write 2 OK",
            "6 read UNKNOWN",
            "7 cas 2 -> 3 FAILED",
            "7 cas 2 -> 4 UNKNOWN",
            "7 read = absent OK"),
        lines(history));
    assertEquals(7, history.startNanos(0));
    History observing =
        read(
            HistoryFormat.JEPSEN_EDN, EDN, new ReadOptions(false, FailedCas.OBSERVES, (Object) 0L));
    assertEquals("7 cas 2 -> 3 MISMATCH", lines(observing).get(2));
    assertEquals("7 read = 0 OK", lines(observing).get(4));
  }

  @Test
  void jepsenEdnHasKeys() throws Exception {
    String text =
        """
        {:process 0, :type :invoke, :f :cas, :value [9 [1 2]]}
        {:process 0, :type :info, :f :cas, :value nil}
        {:process 1, :type :invoke, :f :read, :value [:x nil]}
        {:process 1, :type :ok, :f :read, :value [:x 5]}
        """;
    History history =
        read(
            HistoryFormat.JEPSEN_EDN,
            text,
            new ReadOptions(true, FailedCas.BY_FORMAT, Absent.ABSENT));
    assertEquals(List.of("0 cas 1 -> 2 UNKNOWN", "1 read = 5 OK"), lines(history));
    assertEquals(9L, history.operation(0).key());
    assertEquals(":x", history.operation(1).key().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|nothing|expected a Jepsen history",
        "3|[{:process 0, :type :invoke, :f :read, :value nil}|the file ends inside a value",
        "2|{:process 0, :type :ok, :f :read, :value nil}|has not invoked",
        "2|{:process 0, :type :boom, :f :read, :value nil}|unknown :type",
        "2|{:type :ok, :f :read, :value nil}|needs a :process",
        "2|{:process 0, :type :invoke, :f :cas, :value 3}|[expected new]",
        "2|{:process 0, :type :invoke, :f :write, :value 1} {:process 0 :type :invoke :f :read}"
            + "|still open",
        "2|{:process 0, :type :invoke, :f :write, :value 1} {:process 0 :type :ok :f :write :value"
            + " 2}|another value",
        "2|{:process 0, :type :invoke, :f :write, :value 1} {:process 0 :type :ok :f :read :value"
            + " 2}|another function",
        "2|[] nonsense|unexpected text",
        "2|{:process 0 :process 1}|twice",
        "2|{:process :w1, :type :invoke, :f :read, :value nil}|needs a :process",
        "2|{:process 0, :type :invoke, :f :read, :value [1 nil]}|--keyed",
        "2|[0 :invoke :read]|expected a map",
      })
  void badEdnNamesFileLineAndReason(int line, String text, String reason) {
    String whole = "nothing".equals(text) ? "" : "\n" + text + "\n";
    MalformedHistoryException wrong =
        assertThrows(MalformedHistoryException.class, () -> read(HistoryFormat.JEPSEN_EDN, whole));
    assertTrue(wrong.reason().contains(reason), wrong.reason());
    assertEquals(line, wrong.line());
  }

  @Test
  void oldJepsenHistoriesHaveShortEvents() throws Exception {
    History history =
        read(
            HistoryFormat.JEPSEN_EDN,
            """
            [0  :invoke :write 3]\r
            [1  :invoke :cas [2 1]]\r
            [:nemesis :info :start "cut off #[:n1]"]\r
            [0  :ok :write 3]\r
            [1  :info :cas [2 1] :conn-lost]\r
            """);
    assertEquals(List.of("0 write 3 OK", "1 cas 2 -> 1 UNKNOWN"), lines(history));
    History nested = read(HistoryFormat.JEPSEN_EDN, "[[0 :invoke :read nil] [0 :ok :read 3]]");
    assertEquals(List.of("0 read = 3 OK"), lines(nested));
  }

  @Test
  void aCompletionNeedNotRepeatWhatWasAsked() throws Exception {
    History history =
        read(
            HistoryFormat.JEPSEN_EDN,
            """
            {:process 0, :type :invoke, :f :write, :value 3}
            {:process 0, :type :ok, :f :write, :value nil, :error ##NaN}
            {:process 0, :type :invoke, :f :acquire}
            {:process 0, :type :ok, :f :acquire, :value {:token 7}}
            """);
    assertEquals(List.of(Outcome.OK, Outcome.OK), List.of(history.outcome(0), history.outcome(1)));
  }

  @Test
  void etcdLogsMayCarryHintsAndReasons() throws Exception {
    History history =
        read(
            HistoryFormat.ETCD_LOG,
            """
            INFO  jepsen.util - 6 \t:invoke :write \t38 \t:hint 0
            INFO  jepsen.util - 6 \t:ok :write \t38 \t:hint 2
            INFO  jepsen.util - 7 \t:invoke :cas \t[1 2] \t:hint 0
            INFO  jepsen.util - 7 \t:fail :cas \t[1 2] \t:hint 3
            INFO  jepsen.util - 7 \t:invoke :cas \t[1 2]
            INFO  jepsen.util - 7 \t:fail :cas \t[1 2] :conn-lost
            """);
    assertEquals(
        List.of("6 write 38 OK", "7 cas 1 -> 2 MISMATCH", "7 cas 1 -> 2 FAILED"), lines(history));
  }

  @Test
  void etcdLogsAreReadAsPorcupineReadsThem() throws Exception {
    History history =
        read(
            HistoryFormat.ETCD_LOG,
            """
            INFO  jepsen.core - Worker 3 starting
            INFO  jepsen.util - 4\t:invoke\t:read\tnil
            INFO  jepsen.util - 4\t:ok\t:read\tnil
            INFO jepsen.util - 0 :invoke :cas [1 4] :hint 0
            INFO  jepsen.util - 0\t:fail\t:cas\t[1 4]
            INFO  jepsen.util - :nemesis\t:info\t:start\tnil
            INFO  jepsen.util - 1\t:invoke\t:write\t3
            INFO  jepsen.util - 1\t:info\t:write\t:timed-out
            INFO  jepsen.util - 2\t:invoke\t:read\tnil
            INFO  jepsen.util - 2\t:fail\t:read\t:timed-out
            INFO  jepsen.util - 2\t:invoke\t:write\t4
            """);
    assertEquals(
        List.of(
            "4 read = absent OK",
            "0 cas 1 -> 4 MISMATCH",
            "1 write 3 UNKNOWN",
            "2 read FAILED",
            "2 write 4 UNKNOWN"),
        lines(history));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no history at all",
        "INFO  jepsen.util - 0 :ok :write 3",
        "INFO  jepsen.util - 0 :invoke :write 3\nINFO  jepsen.util - 0 :invoke :write 4",
        "INFO  jepsen.util - 0 :invoke :jump 3",
        "INFO  jepsen.util - 0 :invoke :cas 3"
      })
  void badEtcdLogsAreErrors(String text) {
    assertThrows(MalformedHistoryException.class, () -> read(HistoryFormat.ETCD_LOG, text));
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() throws Exception {
    for (long seed = 0; seed < 300; seed++) {
      History history = RandomHistories.draw(seed, RandomHistories.shape(seed, 12));
      StringBuilder json = new StringBuilder();
      HistoryWriter.write(history, HistoryFormat.JSONL, json);
      History back = read(HistoryFormat.JSONL, json.toString());
      assertEquals(lines(history), lines(back));
      for (int i = 0; i < history.size(); i++) {
        assertEquals(history.invoked(i), back.invoked(i));
        assertEquals(history.completed(i), back.completed(i));
      }
      StringBuilder edn = new StringBuilder();
      HistoryWriter.write(history, HistoryFormat.JEPSEN_EDN, edn);
      boolean reused = history.size() > 0 && crashedProcessGoesOn(history);
      if (!reused) {
        History events = read(HistoryFormat.JEPSEN_EDN, edn.toString());
        assertEquals(history.size(), events.size());
      }
    }
  }

  /** Jepsen has no event for a time-out whose time nobody knows. */
  private static boolean crashedProcessGoesOn(History history) {
    for (int i = 0; i < history.size(); i++) {
      Operation operation = history.operation(i);
      if (operation.outcome() == Outcome.UNKNOWN) {
        return true;
      }
    }
    return false;
  }
}

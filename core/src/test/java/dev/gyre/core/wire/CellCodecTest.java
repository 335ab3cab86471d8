package dev.gyre.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.LaneHistory;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.Value;
import dev.gyre.core.wire.MalformedException.Kind;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CellCodecTest {

  private static byte[] encode(Cell cell) {
    Output out = new Output(16);
    CellCodec.encode(out, cell);
    return out.toByteArray();
  }

  @Property(tries = 1_000)
  void cellsComeBackAsTheyWere(@ForAll @Size(max = 40) List<Integer> choices)
      throws MalformedException {
    LaneHistory history = new LaneHistory();
    choices.forEach(history::step);
    for (Lane lane : history.lanes()) {
      Cell cell = new Cell(new Actor(3, 2, 12), lane);
      assertEquals(cell, CellCodec.decode(encode(cell)));
    }
    assertEquals(Cell.EMPTY, CellCodec.decode(encode(Cell.EMPTY)));
  }

  /** What limits are held against must not be less than what is written. */
  @Property(tries = 500)
  void aLaneIsNeverLongerThanItsSizeSays(@ForAll @Size(max = 60) List<Integer> choices) {
    LaneHistory history = new LaneHistory();
    choices.forEach(history::step);
    history.lanes().forEach(CellCodecTest::fits);
  }

  @Test
  void aLaneOfTheLargestNumbersIsNotLongerThanItsSizeSays() {
    Lane lane = Lane.EMPTY;
    long births = 1L << 40;
    for (int i = 0; i < 64; i++) {
      Actor actor = new Actor(NodeId.MAX, Integer.MAX_VALUE, births - i);
      Lane other =
          Lane.EMPTY.put(
              new WriteId(Long.MAX_VALUE - i, -1 - i, -1 - i),
              Content.of(Value.of("v")),
              null,
              new Dot(actor, Long.MAX_VALUE),
              64);
      lane = lane.merge(other, 64);
    }
    assertEquals(64, lane.siblings().size());
    fits(lane);
  }

  private static void fits(Lane lane) {
    Output out = new Output(16);
    LaneCodec.encode(out, lane);
    assertTrue(out.length() <= lane.sizeBytes() + 64, out.length() + " " + lane.sizeBytes());
  }

  @Property(tries = 2_000)
  void aFlippedBitIsReported(@ForAll @IntRange(max = 100_000) int bit) {
    byte[] bytes = encode(new Cell(new Actor(1, 1, 1), Envelopes.lane()));
    bytes[bit / 8 % bytes.length] ^= (byte) (1 << bit % 8);
    assertEquals(
        Kind.BAD_CHECKSUM,
        assertThrows(MalformedException.class, () -> CellCodec.decode(bytes)).kind());
  }

  @Test
  void anEmptyCellIsElevenBytesOfFormatOne() {
    assertEquals("0102", HexFormat.of().formatHex(encode(Cell.EMPTY)).substring(8, 12));
  }
}

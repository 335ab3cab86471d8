package dev.gyre.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.LaneHistory;
import dev.gyre.core.clock.Actor;
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

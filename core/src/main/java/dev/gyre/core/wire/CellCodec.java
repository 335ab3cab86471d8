package dev.gyre.core.wire;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.consensus.Register;
import dev.gyre.core.wire.MalformedException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A cell as it lies on disk, with its own checksum over everything behind it.
 *
 * <pre>
 * cell = i32 CRC-32C, u8 version (1), section*
 * section = u8 number, record; by number:
 *           1 actor { varint node, life, birth }
 *           2 eventual lane
 *           3 strong lane: register (absent while it was never used)
 * </pre>
 *
 * <p>Unlike in messages an unknown section is an error: a cell must not be rewritten without what a
 * newer version put there.
 */
public final class CellCodec {
  private static final int VERSION = 1;
  private static final int ACTOR = 1;
  private static final int EVENTUAL_LANE = 2;
  private static final int STRONG_LANE = 3;

  private CellCodec() {}

  public static void encode(Output out, Cell cell) {
    int checksum = out.position();
    out.i32(0);
    out.u8(VERSION);
    Actor actor = cell.actor();
    if (actor != null) {
      out.u8(ACTOR);
      int record = out.begin();
      out.varint(actor.node());
      out.varint(actor.life());
      out.varint(actor.birth());
      out.end(record);
    }
    out.u8(EVENTUAL_LANE);
    LaneCodec.encode(out, cell.lane());
    if (!cell.register().promised().isNone()) {
      out.u8(STRONG_LANE);
      StrongLaneCodec.encodeRegister(out, cell.register());
    }
    out.patch(checksum, out.checksumFrom(checksum + Integer.BYTES));
  }

  /** The cell may keep the array: nobody writes to it again. */
  public static Cell decode(byte[] bytes) throws MalformedException {
    return decode(bytes, Input.owning(bytes, 0, bytes.length));
  }

  public static Cell decode(byte[] bytes, int offset, int length) throws MalformedException {
    return decode(bytes, new Input(bytes, offset, length));
  }

  private static Cell decode(byte[] bytes, Input in) throws MalformedException {
    int expected = in.i32();
    if (Checksum.of(bytes, in.position(), in.remaining()) != expected) {
      throw new MalformedException(Kind.BAD_CHECKSUM, "a cell does not match its checksum");
    }
    int version = in.u8();
    if (version != VERSION) {
      throw new MalformedException(Kind.UNKNOWN_VERSION, "a cell of format version " + version);
    }
    try {
      return decodeSections(in);
    } catch (IllegalArgumentException invalid) {
      throw new MalformedException(Kind.INVALID, String.valueOf(invalid.getMessage()));
    }
  }

  private static Cell decodeSections(Input in) throws MalformedException {
    @Nullable Actor actor = null;
    Lane lane = Lane.EMPTY;
    Register<StrongLane> register = Cell.UNUSED;
    while (in.remaining() > 0) {
      int section = in.u8();
      switch (section) {
        case ACTOR -> actor = decodeActor(in);
        case EVENTUAL_LANE -> lane = LaneCodec.decode(in);
        case STRONG_LANE -> register = StrongLaneCodec.decodeRegister(in);
        default ->
            throw new MalformedException(Kind.UNKNOWN_TYPE, "a cell with a section " + section);
      }
    }
    return new Cell(actor, lane, register);
  }

  private static Actor decodeActor(Input in) throws MalformedException {
    int outer = in.enter();
    int node = in.bounded(Integer.MAX_VALUE, "a node id");
    int life = in.bounded(Integer.MAX_VALUE, "a life");
    Actor actor = new Actor(node, life, in.varint());
    in.leave(outer);
    return actor;
  }
}

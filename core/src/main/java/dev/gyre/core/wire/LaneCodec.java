package dev.gyre.core.wire;

import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Lifetime;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.cell.WriteWindow;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.wire.MalformedException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A lane as bytes. Dots name their actor by its position in the context, which covers them all.
 *
 * <pre>
 * lane    = record { vector, count, sibling*, window, [ballot superseded] }
 * vector  = count, { varint node, varint life, varint birth, varint counter }*
 * sibling = record { dot, writeId, content }
 * content = u8 kind (0 tombstone, 1 value, 2 value for, 3 value until), [varint millis],
 *           [block value]
 * dot     = varint actor position, varint counter
 * window  = record { i64 evicted stamp, count, known* }
 * known   = writeId, varint 2 · dots + (1 if retried), dot*
 * writeId = i64 stamp, i64 client, varint sequence
 * </pre>
 */
public final class LaneCodec {
  private static final int TOMBSTONE = 0;
  private static final int PRESENT = 1;
  private static final int PRESENT_FOR = 2;
  private static final int PRESENT_UNTIL = 3;
  private static final int LEAST_ACTOR = 4;
  private static final int LEAST_SIBLING = 24;
  private static final int LEAST_ENTRY = 20;

  private LaneCodec() {}

  public static void encode(Output out, Lane lane) {
    int record = out.begin();
    encodeVector(out, lane.context());
    out.varint(lane.siblings().size());
    for (Sibling sibling : lane.siblings()) {
      encodeSibling(out, sibling, lane.context());
    }
    encodeWindow(out, lane.window(), lane.context());
    if (!lane.superseded().isNone()) {
      StrongLaneCodec.encodeBallot(out, lane.superseded());
    }
    out.end(record);
  }

  public static Lane decode(Input in) throws MalformedException {
    int outer = in.enter();
    VersionVector context = decodeVector(in);
    int count = in.count(LEAST_SIBLING, "the number of siblings");
    List<Sibling> siblings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Sibling sibling = decodeSibling(in, context);
      if (i > 0 && siblings.get(i - 1).dot().compareTo(sibling.dot()) >= 0) {
        throw new MalformedException(Kind.INVALID, "siblings must ascend");
      }
      siblings.add(sibling);
    }
    WriteWindow window = decodeWindow(in, context);
    Ballot superseded = in.remaining() > 0 ? StrongLaneCodec.decodeBallot(in) : Ballot.NONE;
    in.leave(outer);
    return context.isEmpty() && siblings.isEmpty()
        ? Lane.EMPTY
        : new Lane(context, List.of(siblings.toArray(Sibling[]::new)), window, superseded);
  }

  public static void encodeVector(Output out, VersionVector vector) {
    out.varint(vector.size());
    vector.forEach(
        (node, life, birth, counter) -> {
          out.varint(node);
          out.varint(life);
          out.varint(birth);
          out.varint(counter);
        });
  }

  public static VersionVector decodeVector(Input in) throws MalformedException {
    int count = in.count(LEAST_ACTOR, "the number of actors");
    VersionVector.Builder vector = new VersionVector.Builder(count);
    for (int i = 0; i < count; i++) {
      int node = in.bounded(Integer.MAX_VALUE, "a node id");
      int life = in.bounded(Integer.MAX_VALUE, "a life");
      vector.add(new Actor(node, life, in.varint()), in.varint());
    }
    return vector.build();
  }

  static void encodeWriteId(Output out, WriteId id) {
    out.i64(id.stamp());
    out.i64(id.client());
    out.varint(id.sequence());
  }

  static WriteId decodeWriteId(Input in) throws MalformedException {
    return new WriteId(in.i64(), in.i64(), in.varint());
  }

  static void encodeContent(Output out, Content content) {
    switch (content) {
      case Content.Tombstone tombstone -> out.u8(TOMBSTONE);
      case Content.Present present -> {
        switch (present.lifetime()) {
          case Lifetime.Endless endless -> out.u8(PRESENT);
          case Lifetime.For span -> {
            out.u8(PRESENT_FOR);
            out.varint(span.millis());
          }
          case Lifetime.Until until -> {
            out.u8(PRESENT_UNTIL);
            out.varint(until.millis());
          }
        }
        out.value(present.value());
      }
    }
  }

  static Content decodeContent(Input in) throws MalformedException {
    int kind = in.u8();
    return switch (kind) {
      case TOMBSTONE -> Content.TOMBSTONE;
      case PRESENT -> Content.of(in.value("a value's length"));
      case PRESENT_FOR -> decodePresent(in, new Lifetime.For(in.varint()));
      case PRESENT_UNTIL -> decodePresent(in, new Lifetime.Until(in.varint()));
      default -> throw new MalformedException(Kind.UNKNOWN_TYPE, "content of kind " + kind);
    };
  }

  private static Content decodePresent(Input in, Lifetime lifetime) throws MalformedException {
    return new Content.Present(in.value("a value's length"), lifetime);
  }

  static void encodeSibling(Output out, Sibling sibling, VersionVector context) {
    int record = out.begin();
    encodeDot(out, sibling.dot(), context);
    encodeWriteId(out, sibling.writeId());
    encodeContent(out, sibling.content());
    out.end(record);
  }

  private static Sibling decodeSibling(Input in, VersionVector context) throws MalformedException {
    int outer = in.enter();
    Sibling sibling = new Sibling(decodeDot(in, context), decodeWriteId(in), decodeContent(in));
    in.leave(outer);
    return sibling;
  }

  private static void encodeWindow(Output out, WriteWindow window, VersionVector context) {
    int record = out.begin();
    out.i64(window.evictedStamp());
    out.varint(window.size());
    for (int row = 0; row < window.rows(); ) {
      int end = window.endOfWrite(row);
      out.i64(window.stampAt(row));
      out.i64(window.clientAt(row));
      out.varint(window.sequenceAt(row));
      out.varint(header(end - row, window.isRetried(row)));
      for (; row < end; row++) {
        encodeDot(out, window.originAt(row), window.birthAt(row), window.counterAt(row), context);
      }
    }
    out.end(record);
  }

  private static WriteWindow decodeWindow(Input in, VersionVector context)
      throws MalformedException {
    int outer = in.enter();
    long evicted = in.i64();
    int count = in.count(LEAST_ENTRY, "the number of window entries");
    WriteWindow.Builder window = new WriteWindow.Builder(count);
    for (int i = 0; i < count; i++) {
      long stamp = in.i64();
      long client = in.i64();
      long sequence = in.varint();
      int header = in.bounded(in.remaining(), "the number of dots");
      if (header >>> 1 == 0) {
        throw new MalformedException(Kind.INVALID, "a window entry without a dot");
      }
      window.write(stamp, client, sequence, (header & 1) == 1);
      for (int k = 0; k < header >>> 1; k++) {
        int position = in.bounded(context.size() - 1, "an actor's position");
        long counter = checkedCounter(in.varint(), context, position);
        window.dot(context.originAt(position), context.birthAt(position), counter);
      }
    }
    in.leave(outer);
    return window.build(evicted);
  }

  private static long header(int dots, boolean retried) {
    return (long) dots << 1 | (retried ? 1 : 0);
  }

  static void encodeEntries(Output out, List<WriteWindow.Entry> entries, VersionVector context) {
    out.varint(entries.size());
    for (WriteWindow.Entry entry : entries) {
      encodeWriteId(out, entry.id());
      out.varint(header(entry.dots().size(), entry.retried()));
      for (Dot dot : entry.dots()) {
        encodeDot(out, dot, context);
      }
    }
  }

  static List<WriteWindow.Entry> decodeEntries(Input in, VersionVector context)
      throws MalformedException {
    int count = in.count(LEAST_ENTRY, "the number of window entries");
    List<WriteWindow.Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      WriteId id = decodeWriteId(in);
      int header = in.bounded(in.remaining(), "the number of dots");
      Dot[] dots = new Dot[header >>> 1];
      for (int k = 0; k < dots.length; k++) {
        dots[k] = decodeDot(in, context);
      }
      entries.add(new WriteWindow.Entry(id, List.of(dots), (header & 1) == 1));
    }
    return List.of(entries.toArray(WriteWindow.Entry[]::new));
  }

  private static void encodeDot(Output out, Dot dot, VersionVector context) {
    encodeDot(out, dot.actor().origin(), dot.actor().birth(), dot.counter(), context);
  }

  private static void encodeDot(
      Output out, long origin, long birth, long counter, VersionVector context) {
    int position = context.indexOf(origin, birth);
    if (position < 0) {
      throw new IllegalStateException(
          "the context " + context + " does not cover " + Actor.of(origin, birth));
    }
    out.varint(position);
    out.varint(counter);
  }

  private static Dot decodeDot(Input in, VersionVector context) throws MalformedException {
    int position = in.bounded(context.size() - 1, "an actor's position");
    long counter = checkedCounter(in.varint(), context, position);
    return new Dot(context.actorAt(position), counter);
  }

  private static long checkedCounter(long counter, VersionVector context, int position)
      throws MalformedException {
    if (counter < 1 || counter > context.counterAt(position)) {
      throw new MalformedException(
          Kind.INVALID,
          "the context does not cover " + counter + " of " + context.actorAt(position));
    }
    return counter;
  }
}

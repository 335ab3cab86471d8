package dev.gyre.core.wire;

import dev.gyre.core.cell.Content;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReport;
import dev.gyre.core.value.Key;
import dev.gyre.core.wire.MalformedException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Commands and outcomes as bytes.
 *
 * <pre>
 * command = u8 kind, block key, level, varint timeoutMillis, by kind:
 *           1 get   nothing more
 *           2 write varint attempt, u8 has id, [writeId], u8 has context, [block token], content,
 *                   condition
 *           2 write varint attempt, u8 has id, [writeId], u8 has context, [block token], content
 * command = 16, scan: {@link ScanCodec}
 * level   = u8 position in Level, or 255 and varint count
 * outcome = u8 kind, by kind:
 *           1 found       block token, count, sibling* (as in a strong lane), ballot
 *           2 written     block token, ballot
 *           3 not applied u8 refusal, text
 *           4 unknown     text
 *           6 repaired    varint compared, differing, cells, merged, bytes, unfinished
 *           16 page       {@link ScanCodec}
 *           5 condition failed  u8 has what was seen, [as 1]
 * </pre>
 */
final class CommandCodec {
  private static final int GET = 1;
  private static final int WRITE = 2;
  private static final int SCAN = 16;
  private static final int FOUND = 1;
  private static final int WRITTEN = 2;
  private static final int PAGE = 16;
  private static final int NOT_APPLIED = 3;
  private static final int UNKNOWN = 4;
  private static final int CONDITION_FAILED = 5;
  private static final int REPAIRED = 6;
  private static final int EXPLICIT_COUNT = 255;
  private static final Consistency.Level[] LEVELS = Consistency.Level.values();
  private static final Refusal[] REFUSALS = Refusal.values();
  private static final Consistency[] NAMED = {
    Consistency.ANY, Consistency.ONE, Consistency.QUORUM, Consistency.ALL, Consistency.LINEARIZABLE
  };

  private CommandCodec() {}

  static void encode(Output out, Command command) {
    switch (command) {
      case Command.Get get -> {
        out.u8(GET);
        encodeHead(out, get);
      }
      case Command.Write write -> {
        out.u8(WRITE);
        encodeHead(out, write);
        encodeWrite(out, write);
      }
      case Command.Scan scan -> {
        out.u8(SCAN);
        ScanCodec.encode(out, scan);
      }
    }
  }

  static Command decode(Input in) throws MalformedException {
    int kind = in.u8();
    if (kind == SCAN) {
      return ScanCodec.decodeScan(in);
    }
    Key key = Key.of(in.block(Key.MAX_BYTES, "a key's length"));
    Consistency consistency = decodeLevel(in);
    int timeoutMillis = in.bounded(Integer.MAX_VALUE, "a timeout");
    return switch (kind) {
      case GET -> new Command.Get(key, consistency, timeoutMillis);
      case WRITE -> decodeWrite(in, key, consistency, timeoutMillis);
      default -> throw new MalformedException(Kind.UNKNOWN_TYPE, "a command of kind " + kind);
    };
  }

  private static void encodeHead(Output out, Command.OnKey command) {
    out.block(command.key().bytes());
    encodeLevel(out, command.consistency());
    out.varint(command.timeoutMillis());
  }

  private static void encodeWrite(Output out, Command.Write write) {
    out.varint(write.attempt());
    WriteId id = write.id();
    out.u8(id == null ? 0 : 1);
    if (id != null) {
      LaneCodec.encodeWriteId(out, id);
    }
    ContextToken context = write.context();
    out.u8(context == null ? 0 : 1);
    if (context != null) {
      out.block(context.bytes());
    }
    LaneCodec.encodeContent(out, write.content());
    ConditionCodec.encode(out, write.condition());
  }

  private static Command.Write decodeWrite(
      Input in, Key key, Consistency consistency, int timeoutMillis) throws MalformedException {
    int attempt = in.bounded(Integer.MAX_VALUE, "an attempt");
    @Nullable WriteId id = in.u8() == 0 ? null : LaneCodec.decodeWriteId(in);
    @Nullable ContextToken context = in.u8() == 0 ? null : decodeToken(in);
    Content content = LaneCodec.decodeContent(in);
    return new Command.Write(
        key, content, context, consistency, id, attempt, timeoutMillis, ConditionCodec.decode(in));
  }

  private static ContextToken decodeToken(Input in) throws MalformedException {
    return ContextToken.of(in.block(ContextToken.MAX_BYTES, "a context's length"));
  }

  static void encodeLevel(Output out, Consistency consistency) {
    switch (consistency) {
      case Consistency.Named named -> out.u8(named.level().ordinal());
      case Consistency.Replicas replicas -> {
        out.u8(EXPLICIT_COUNT);
        out.varint(replicas.count());
      }
    }
  }

  static Consistency decodeLevel(Input in) throws MalformedException {
    int level = in.u8();
    if (level == EXPLICIT_COUNT) {
      return new Consistency.Replicas(in.bounded(Integer.MAX_VALUE, "r or w"));
    }
    if (level >= LEVELS.length) {
      throw new MalformedException(Kind.UNKNOWN_TYPE, "a consistency level " + level);
    }
    return NAMED[level];
  }

  static void encode(Output out, Outcome outcome) {
    switch (outcome) {
      case Outcome.Found found -> {
        out.u8(FOUND);
        encodeFound(out, found);
      }
      case Outcome.Written written -> {
        out.u8(WRITTEN);
        out.block(written.context().bytes());
        StrongLaneCodec.encodeBallot(out, written.version());
      }
      case Outcome.Page page -> {
        out.u8(PAGE);
        ScanCodec.encode(out, page);
      }
      case Outcome.Repaired repaired -> {
        out.u8(REPAIRED);
        encodeReport(out, repaired.report());
      }
      case Outcome.NotApplied notApplied -> {
        out.u8(NOT_APPLIED);
        out.u8(notApplied.refusal().ordinal());
        Texts.encode(out, notApplied.detail());
      }
      case Outcome.Unknown unknown -> {
        out.u8(UNKNOWN);
        Texts.encode(out, unknown.detail());
      }
      case Outcome.ConditionFailed failed -> {
        out.u8(CONDITION_FAILED);
        Outcome.Found seen = failed.seen();
        out.u8(seen == null ? 0 : 1);
        if (seen != null) {
          encodeFound(out, seen);
        }
      }
    }
  }

  static Outcome decodeOutcome(Input in) throws MalformedException {
    int kind = in.u8();
    return switch (kind) {
      case FOUND -> decodeFound(in);
      case PAGE -> ScanCodec.decodePage(in);
      case WRITTEN -> new Outcome.Written(decodeToken(in), StrongLaneCodec.decodeBallot(in));
      case NOT_APPLIED -> new Outcome.NotApplied(decodeRefusal(in), Texts.decode(in));
      case REPAIRED -> new Outcome.Repaired(decodeReport(in));
      case UNKNOWN -> new Outcome.Unknown(Texts.decode(in));
      case CONDITION_FAILED -> new Outcome.ConditionFailed(in.u8() == 0 ? null : decodeFound(in));
      default -> throw new MalformedException(Kind.UNKNOWN_TYPE, "an outcome of kind " + kind);
    };
  }

  private static void encodeReport(Output out, RepairReport report) {
    out.varint(report.compared());
    out.varint(report.differing());
    out.varint(report.cells());
    out.varint(report.merged());
    out.varint(report.bytes());
    out.varint(report.unfinished());
  }

  private static RepairReport decodeReport(Input in) throws MalformedException {
    return new RepairReport(
        in.varint(), in.varint(), in.varint(), in.varint(), in.varint(), in.varint());
  }

  static Refusal decodeRefusal(Input in) throws MalformedException {
    int refusal = in.u8();
    if (refusal >= REFUSALS.length) {
      throw new MalformedException(Kind.UNKNOWN_TYPE, "a refusal " + refusal);
    }
    return REFUSALS[refusal];
  }

  private static void encodeFound(Output out, Outcome.Found found) {
    out.block(found.context().bytes());
    StrongLaneCodec.encodeSiblings(out, found.siblings());
    StrongLaneCodec.encodeBallot(out, found.version());
  }

  private static Outcome.Found decodeFound(Input in) throws MalformedException {
    ContextToken context = decodeToken(in);
    return new Outcome.Found(
        StrongLaneCodec.decodeSiblings(in), context, StrongLaneCodec.decodeBallot(in));
  }
}

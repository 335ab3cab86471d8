package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Seen;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import org.jspecify.annotations.Nullable;

/** Makes requests, each with ids of its own. */
final class Requests {
  static final int NODE = 7;
  private static final long CLIENT = 1;
  private final int life;
  private long next = 1;

  Requests(int life) {
    this.life = life;
  }

  Request.Read read(Key key) {
    return new Request.Read(RequestId.of(life, next++), key);
  }

  HintRequest.Keep keep(NodeId target, Key key, Value value) {
    Request.Merge merge = merge(key, value);
    return new HintRequest.Keep(merge.id(), target, key, merge.lane());
  }

  HintRequest.Mint mint(NodeId target, Key key, Value value) {
    return new HintRequest.Mint(target, put(key, value));
  }

  HintRequest.Take take(NodeId target, Key key) {
    return new HintRequest.Take(RequestId.of(life, next++), target, key);
  }

  HintRequest.Release release(NodeId target, Key key, Lane lane) {
    return new HintRequest.Release(
        RequestId.of(life, next++), target, key, lane, HintRequest.Release.Reason.HANDED_OVER);
  }

  HintRequest.Page page(NodeId target, @Nullable Key after, int limit) {
    return new HintRequest.Page(RequestId.of(life, next++), target, after, limit);
  }

  HintRequest.Survey survey() {
    return new HintRequest.Survey(RequestId.of(life, next++));
  }

  HintRequest.Search search(int partition, int partitions) {
    return new HintRequest.Search(RequestId.of(life, next++), partition, partitions);
  }

  /** A blind put. */
  Request.Mint put(Key key, Value value) {
    long number = next++;
    return put(key, value, write(number));
  }

  Request.Mint put(Key key, Content content) {
    return put(key, content, write(next++));
  }

  Request.Mint put(Key key, Value value, WriteId write) {
    return put(key, Content.of(value), write);
  }

  private Request.Mint put(Key key, Content content, WriteId write) {
    long number = next++;
    return new Request.Mint(
        RequestId.of(life, number),
        key,
        write,
        content,
        null,
        new Actor(NODE, life, number),
        false);
  }

  /** What another owner would ship: a lane with one sibling. */
  Request.Merge merge(Key key, Value value) {
    long number = next++;
    WriteId write = write(number);
    Actor actor = new Actor(NODE + 1, life, number);
    Lane lane =
        Cell.EMPTY
            .lane()
            .put(write, Content.of(value), Seen.NOTHING, Cell.EMPTY.lane().nextDot(actor), 8);
    return new Request.Merge(RequestId.of(life, number), key, lane);
  }

  WriteId write(long number) {
    return new WriteId(HybridClock.at(life * 1_000_000L + number), life * CLIENT, number);
  }
}

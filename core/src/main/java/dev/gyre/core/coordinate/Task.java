package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Quorum;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import io.vavr.collection.List;

/**
 * What stays the same while a request is coordinated.
 *
 * @param self the coordinating node
 * @param owners the key's owners, those believed alive first: the order in which they are asked
 * @param need owners that must answer
 * @param deadlineMillis by the coordinator's uptime
 * @param stampMillis the hybrid logical time as of which values expire for it
 */
record Task(
    RequestId id,
    Key key,
    NodeId self,
    Array<NodeId> owners,
    int need,
    long deadlineMillis,
    long stampMillis) {

  /** Of a request for which no value expires. */
  Task(RequestId id, Key key, NodeId self, Array<NodeId> owners, int need, long deadlineMillis) {
    this(id, key, self, owners, need, deadlineMillis, Request.NO_TIME);
  }

  /** The owner asked first, as a bit set over positions. */
  static final int FIRST = 1;

  /** Of a command that a majority must agree on. */
  static Task ofMajority(
      Protocol protocol,
      RequestId id,
      Command.OnKey command,
      Array<NodeId> owners,
      long nowMillis) {
    long deadline = nowMillis + command.timeoutMillis();
    int majority = command.consistency().required(owners.size());
    return new Task(id, command.key(), protocol.self(), owners, majority, deadline);
  }

  Quorum quorum() {
    return Quorum.of(need, owners.size());
  }

  /** The owner's place in the quorum; throws when a node answers that was never asked. */
  int positionOf(NodeId owner) {
    int position = owners.indexOf(owner);
    if (position < 0) {
      throw new IllegalStateException(owner + " answered " + id + " and is none of " + owners);
    }
    return position;
  }

  Effect read(int position) {
    return to(owners.get(position), new Request.Read(id, key, stampMillis));
  }

  int majority() {
    return owners.size() / 2 + 1;
  }

  /** All owners, as a bit set over their positions. */
  int everyone() {
    return (1 << owners.size()) - 1;
  }

  /** This node as a bit set over positions; empty if it is no owner. */
  int selfBit() {
    int position = owners.indexOf(self);
    return position < 0 ? 0 : 1 << position;
  }

  /** Asks owners for digests, lanes no longer than {@code bodyBytes} in full, and for lanes. */
  List<Effect> ask(int digests, int lanes, int bodyBytes) {
    List<Effect> effects = List.empty();
    for (int left = digests | lanes; left != 0; left &= ~Integer.highestOneBit(left)) {
      int bit = Integer.highestOneBit(left);
      NodeId owner = owners.get(Integer.numberOfTrailingZeros(bit));
      effects =
          effects.prepend(
              to(
                  owner,
                  (lanes & bit) != 0
                      ? new Request.Read(id, key, stampMillis)
                      : new Request.ReadDigest(id, key, bodyBytes, stampMillis)));
    }
    return effects;
  }

  /** Has owners merge a lane. */
  List<Effect> merge(int positions, Lane lane) {
    List<Effect> effects = List.empty();
    for (int left = positions; left != 0; left &= ~Integer.highestOneBit(left)) {
      int position = Integer.numberOfTrailingZeros(Integer.highestOneBit(left));
      effects = effects.prepend(to(owners.get(position), new Request.Merge(id, key, lane)));
    }
    return effects;
  }

  private Effect to(NodeId owner, Message.ToReplica request) {
    return owner.equals(self) ? new Effect.Apply(self, request) : new Effect.Send(owner, request);
  }

  /** As a bit of a set over positions; throws when a node answers that was never asked. */
  int bitOf(NodeId owner) {
    return bit(positionOf(owner));
  }

  /** The same; 0 for a node that is no owner. */
  int bitIfOwner(NodeId node) {
    int position = owners.indexOf(node);
    return position < 0 ? 0 : bit(position);
  }

  static int bit(int position) {
    return 1 << position;
  }

  boolean isWaiting(Quorum quorum, int position) {
    return !quorum.hasGranted(position) && !quorum.hasRefused(position);
  }

  /** Positions of the owners that have not answered, in order. */
  List<Integer> waiting(Quorum quorum) {
    List<Integer> positions = List.empty();
    for (int position = owners.size() - 1; position >= 0; position--) {
      if (isWaiting(quorum, position)) {
        positions = positions.prepend(position);
      }
    }
    return positions;
  }

  /** Wakes the machine after {@code millis}, or at the deadline if that is sooner. */
  Effect wake(long nowMillis, int millis) {
    long left = Math.max(0, deadlineMillis - nowMillis);
    return new Effect.Arm(new TimerId(id), Delay.millis((int) Math.min(millis, left)));
  }

  boolean isOver(long nowMillis) {
    return nowMillis >= deadlineMillis;
  }

  Effect answer(Outcome outcome) {
    return new Effect.Answer(id, outcome);
  }
}

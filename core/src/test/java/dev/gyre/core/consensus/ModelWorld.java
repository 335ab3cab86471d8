package dev.gyre.core.consensus;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One state of the model: the cells of three replicas, what is under way, and how far each attempt
 * of each operation came. Compared by value, so that a state is explored once.
 *
 * @param cells by replica; durable with every change
 * @param attempts by number
 * @param packets under way; one that is never delivered is lost
 * @param writes how far each eventual write came
 * @param faults how many may still happen
 */
record ModelWorld(
    List<Cell> cells,
    List<Attempt> attempts,
    List<Packet> packets,
    List<EventualWrite> writes,
    Faults faults) {

  /** A request under way for an attempt; {@code attempt} below 0: for an eventual write. */
  record Packet(int attempt, int to, Request.OnCell request) {}

  record Faults(int timers, int copies) {}

  /**
   * @param before the operations that had ended when it began, as a bit set; -1 before it begins
   */
  record Attempt(int before, @Nullable Coordination machine, @Nullable Outcome outcome) {
    static final Attempt NOT_BEGUN = new Attempt(-1, null, null);

    boolean hasBegun() {
      return before >= 0;
    }

    boolean runs() {
      return machine != null;
    }
  }

  /**
   * @param before as of an attempt
   * @param stored the replicas that hold it, as a bit set
   * @param isAcknowledged whether a majority has said so
   */
  record EventualWrite(int before, int stored, boolean isAcknowledged) {
    static final EventualWrite NOT_BEGUN = new EventualWrite(-1, 0, false);
  }

  ModelWorld with(int replica, Cell cell) {
    return new ModelWorld(set(cells, replica, cell), attempts, packets, writes, faults);
  }

  ModelWorld with(int number, Attempt attempt) {
    return new ModelWorld(cells, set(attempts, number, attempt), packets, writes, faults);
  }

  ModelWorld with(int number, EventualWrite write) {
    return new ModelWorld(cells, attempts, packets, set(writes, number, write), faults);
  }

  ModelWorld with(Faults left) {
    return new ModelWorld(cells, attempts, packets, writes, left);
  }

  ModelWorld sending(Packet packet) {
    List<Packet> more = new ArrayList<>(packets);
    int at = 0;
    while (at < more.size() && more.get(at).hashCode() <= packet.hashCode()) {
      at++;
    }
    more.add(at, packet);
    return new ModelWorld(cells, attempts, List.copyOf(more), writes, faults);
  }

  ModelWorld without(int packet) {
    List<Packet> fewer = new ArrayList<>(packets);
    fewer.remove(packet);
    return new ModelWorld(cells, attempts, List.copyOf(fewer), writes, faults);
  }

  private static <T> List<T> set(List<T> list, int position, T value) {
    List<T> copy = new ArrayList<>(list);
    copy.set(position, value);
    return List.copyOf(copy);
  }
}

package dev.gyre.core.node;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.coordinate.HandOver;
import dev.gyre.core.coordinate.HintSettings;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Liveness;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.PendingHints;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands hints over when those they are meant for are back, and drops those that have aged: one
 * round for each target, which goes through its hints page by page and has a bounded number of
 * {@link HandOver}s at work. What is left of a round is what is left in storage, so a crash, a
 * round that was cut short, or a hint that came behind it costs nothing but another round.
 *
 * <pre>
 * none      tick; hints of a target that is up, or that has aged ones   list → Listing
 * Listing   Listed                       begin as many as fit → Working
 *           Refused                      over
 * Working   one is through               begin the next; none listed → list on → Listing;
 *                                        no more → over
 *           one was left unanswered      nothing more is begun → Ending
 * Ending    the last one is over         over
 * </pre>
 */
final class Handoffs {
  static final TimerId TIMER = TimerId.background(2);

  /** Hints that one page lists. */
  private static final int PAGE = 128;

  private final NodeId self;
  private final HintSettings settings;
  private final Ring ring;
  private final RequestTable requests;
  private final Supplier<RequestId> ids;

  /** The rounds under way. */
  private final TreeMap<NodeId, Round> rounds = new TreeMap<>();

  /** Of hints under way and of pages asked for: whose they are. Never iterated. */
  private final HashMap<RequestId, Round> targets = new HashMap<>();

  private boolean retired;

  private static final class Round {
    private final NodeId target;
    private final boolean up;
    private final ArrayDeque<HintReply.Listing> listed = new ArrayDeque<>();
    private final HashMap<RequestId, Long> underWay = new HashMap<>();
    private long bytesUnderWay;
    private @Nullable Key next;
    private boolean listing;
    private boolean ending;

    private Round(NodeId target, boolean up) {
      this.target = target;
      this.up = up;
    }
  }

  Handoffs(NodeSettings settings, Ring ring, RequestTable requests, Supplier<RequestId> ids) {
    this.self = settings.self();
    this.settings = settings.timings().hints();
    this.ring = ring;
    this.requests = requests;
    this.ids = ids;
  }

  List<Effect> start() {
    return List.of(arm());
  }

  private Effect arm() {
    return new Effect.Arm(TIMER, Delay.millis(settings.tickMillis()));
  }

  /** Begins nothing any more. */
  void retire() {
    retired = true;
    rounds.values().forEach(round -> round.ending = true);
  }

  /** {@link #TIMER} fired: looks at what there is. */
  List<Effect> fired() {
    return retired
        ? List.empty()
        : List.of(arm(), new Effect.Apply(self, new HintRequest.Survey(ids.get())));
  }

  /** Own storage told what hints there are. */
  List<Effect> surveyed(HintReply.Pending pending, Liveness liveness, Moment now) {
    List<Effect> effects = List.empty();
    for (PendingHints hints : pending.targets()) {
      NodeId target = hints.target();
      boolean up = !ring.topology().hasMember(target) || liveness.isUp(target);
      boolean aged = hints.oldestMillis() < bornAfter(now);
      if (!retired && !rounds.containsKey(target) && (up || aged)) {
        Round round = new Round(target, up);
        rounds.put(target, round);
        effects = effects.append(list(round));
      }
    }
    return effects;
  }

  private long bornAfter(Moment now) {
    return now.wallMillis() - settings.ageMillis();
  }

  private Effect list(Round round) {
    RequestId id = ids.get();
    round.listing = true;
    targets.put(id, round);
    return new Effect.Apply(self, new HintRequest.Page(id, round.target, round.next, PAGE));
  }

  /** Own storage listed a page. */
  List<Effect> listed(HintReply.Listed page, Moment now) {
    Round round = targets.remove(page.id());
    if (round == null) {
      return List.empty();
    }
    round.listing = false;
    round.next = page.next();
    for (HintReply.Listing hint : page.hints()) {
      boolean perhapsAged = HybridClock.millis(hint.stamp()) < bornAfter(now);
      if (round.up || perhapsAged) {
        round.listed.add(hint);
      }
    }
    return proceed(round, now);
  }

  /** Whether this is a hint under way or a page that was asked for. */
  boolean knows(RequestId id) {
    return !targets.isEmpty() && targets.containsKey(id);
  }

  /**
   * Something of it may be over; {@code unanswered}: because nobody answered, or with a refusal.
   */
  List<Effect> after(RequestId id, boolean unanswered, Moment now) {
    Round round = targets.get(id);
    if (round == null || requests.isRunning(id)) {
      return List.empty();
    }
    targets.remove(id);
    Long bytes = round.underWay.remove(id);
    if (bytes == null) {
      round.listing = false;
    } else {
      round.bytesUnderWay -= bytes;
    }
    round.ending |= unanswered;
    return proceed(round, now);
  }

  private List<Effect> proceed(Round round, Moment now) {
    List<Effect> effects = List.empty();
    if (round.ending) {
      round.listed.clear();
      round.next = null;
    }
    while (fits(round)) {
      effects = effects.appendAll(begin(round, round.listed.remove(), now));
    }
    if (round.listed.isEmpty() && round.next != null && !round.listing) {
      effects = effects.append(list(round));
    }
    if (round.listed.isEmpty() && round.underWay.isEmpty() && !round.listing) {
      rounds.remove(round.target);
    }
    return effects;
  }

  private boolean fits(Round round) {
    HintReply.Listing next = round.listed.peek();
    return next != null
        && (round.underWay.isEmpty()
            || (round.underWay.size() < settings.inFlight()
                && round.bytesUnderWay + next.bytes() <= settings.bytesInFlight()));
  }

  private List<Effect> begin(Round round, HintReply.Listing hint, Moment now) {
    RequestId id = ids.get();
    targets.put(id, round);
    round.underWay.put(id, hint.bytes());
    round.bytesUnderWay += hint.bytes();
    Array<NodeId> owners = ring.owners(hint.key());
    Array<NodeId> receivers = owners.contains(round.target) ? Array.of(round.target) : owners;
    HandOver.Errand errand =
        new HandOver.Errand(
            id,
            self,
            round.target,
            hint.key(),
            round.up ? receivers : Array.empty(),
            bornAfter(now),
            settings.deliveryMillis());
    return requests.beginOwn(id, HandOver.start(errand), now.uptimeMillis());
  }
}

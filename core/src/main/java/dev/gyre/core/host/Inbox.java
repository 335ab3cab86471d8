package dev.gyre.core.host;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * What comes in, for one subscriber and without a queue: an element that is offered while nobody
 * asks for it is refused, which for a transport means lost. So a slow subscriber costs no memory,
 * and a fast one (the node, which asks for everything) no operator between it and the socket.
 *
 * <p>{@link #offer} and {@link #complete} belong to one thread; subscribing and requesting do not.
 */
public final class Inbox<T> extends Flux<T> {
  @SuppressWarnings("rawtypes")
  private static final AtomicLongFieldUpdater<Inbox> DEMAND =
      AtomicLongFieldUpdater.newUpdater(Inbox.class, "demand");

  private volatile long demand;
  private volatile boolean completed;
  private boolean subscribed;

  /** Null before the subscription and after its end. */
  private volatile @Nullable CoreSubscriber<? super T> subscriber;

  /** Delivers now, on this thread, or returns false: nobody asked for it. */
  public boolean offer(T element) {
    CoreSubscriber<? super T> target = subscriber;
    long wanted = demand;
    if (target == null || wanted == 0 || completed) {
      return false;
    }
    if (wanted != Long.MAX_VALUE) {
      DEMAND.decrementAndGet(this);
    }
    target.onNext(element);
    return true;
  }

  /** Ends the stream; later offers are refused. */
  public void complete() {
    CoreSubscriber<? super T> target;
    synchronized (this) {
      completed = true;
      target = subscriber;
      subscriber = null;
    }
    if (target != null) {
      target.onComplete();
    }
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    boolean second;
    boolean over;
    synchronized (this) {
      second = subscribed;
      over = completed;
      subscribed = true;
      if (!second && !over) {
        subscriber = actual;
      }
    }
    if (second) {
      Operators.error(actual, new IllegalStateException("only one subscriber may listen"));
    } else if (over) {
      Operators.complete(actual);
    } else {
      actual.onSubscribe(new Demand());
    }
  }

  private final class Demand implements Subscription {
    @Override
    public void request(long count) {
      if (Operators.validate(count)) {
        Operators.addCap(DEMAND, Inbox.this, count);
      }
    }

    @Override
    public void cancel() {
      subscriber = null;
    }
  }
}

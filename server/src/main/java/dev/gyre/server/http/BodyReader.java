package dev.gyre.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.timeout.ReadTimeoutException;
import io.vavr.control.Either;
import java.util.Arrays;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Collects a body into one array that grows with what has come, so that a promised length costs no
 * memory. Ends with the bytes, or with why the body was not taken.
 */
final class BodyReader implements CoreSubscriber<ByteBuf> {
  private static final int FIRST_BYTES = 16 << 10;

  private final MonoSink<Either<Problem, byte[]>> sink;
  private final InFlight.Lease lease;
  private final int limit;

  /** The length that the array need never pass: the declared one, or the limit. */
  private final int most;

  private byte[] bytes;
  private int length;

  /** Whether the end was told: what still comes is dropped, so that the answer can be read. */
  private boolean over;

  private BodyReader(
      MonoSink<Either<Problem, byte[]>> sink, InFlight.Lease lease, int limit, long declared) {
    this.sink = sink;
    this.lease = lease;
    this.limit = limit;
    this.most = declared < 0 ? limit : (int) Math.min(declared, limit);
    this.bytes = new byte[declared < 0 ? 0 : Math.min(most, FIRST_BYTES)];
    lease.hold(bytes.length);
  }

  /** {@code declared}: the Content-Length, -1 when there is none. */
  static Mono<Either<Problem, byte[]>> read(
      HttpServerRequest request, long declared, int limit, InFlight.Lease lease) {
    return Mono.create(
        sink -> {
          BodyReader reader = new BodyReader(sink, lease, limit, declared);
          request.receive().subscribe(reader);
        });
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    sink.onCancel(subscription::cancel);
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuf part) {
    if (over) {
      return;
    }
    int more = part.readableBytes();
    if (length + more > limit) {
      refuse(Problem.tooLarge("the value has more than " + limit + " bytes"));
    } else if (length + more > bytes.length && !grow(length + more)) {
      refuse(Problem.busy("the node holds all the bytes of requests that it takes"));
    } else {
      part.readBytes(bytes, length, more);
      length += more;
    }
  }

  @Override
  public void onComplete() {
    if (over) {
      return;
    }
    over = true;
    sink.success(Either.right(length == bytes.length ? bytes : Arrays.copyOf(bytes, length)));
  }

  /** May come after the end, when the answer closes the connection. */
  @Override
  public void onError(Throwable failed) {
    if (over) {
      return;
    }
    if (failed instanceof ReadTimeoutException) {
      refuse(
          new Problem(
              HttpResponseStatus.REQUEST_TIMEOUT,
              "slow-body",
              "The body came too slowly",
              "nothing of it came for too long",
              true));
    } else if (failed instanceof DecoderException) {
      refuse(Malformation.BODY.problem());
    } else {
      sink.error(failed);
    }
  }

  private boolean grow(int least) {
    int capacity = (int) Math.max(least, Math.min(most, 2L * bytes.length));
    if (!lease.tryHold(capacity - bytes.length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, capacity);
    return true;
  }

  private void refuse(Problem problem) {
    over = true;
    bytes = new byte[0];
    sink.success(Either.left(problem));
  }
}

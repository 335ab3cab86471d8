package dev.gyre.scenarios.junit.example;

import static dev.gyre.scenarios.dsl.Vocabulary.seconds;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.client.GyreException;
import dev.gyre.client.Merge;
import dev.gyre.scenarios.junit.SimulatedGyre;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A customer shops on two devices, on one after the other: only what breaks makes two writes meet.
 */
final class Shopping {
  private static final Duration REST = Duration.ofMillis(300);

  private final SimulatedGyre gyre;
  private final Merge<TreeSet<String>> merge;

  Shopping(SimulatedGyre gyre, Merge<TreeSet<String>> merge) {
    this.gyre = gyre;
    this.merge = merge;
  }

  void whatWasAddedIsInTheCart() {
    gyre.unleash(seconds(5));
    Flux<String> phone = shop(0, "phone");
    Flux<String> laptop = shop(1, "laptop").delaySubscription(REST.dividedBy(2), gyre.scheduler());
    List<String> added = gyre.await(Flux.merge(phone, laptop).collectList());
    gyre.run(seconds(5));

    TreeSet<String> items = gyre.await(new ShoppingCarts(gyre.client(2), merge).items("ada"));
    assertTrue(items.containsAll(added), () -> "added " + added + ", and has " + items);
  }

  /** Whoever gets no answer goes on: an item may then be in the cart, or not. */
  private Flux<String> shop(int client, String device) {
    ShoppingCarts carts = new ShoppingCarts(gyre.client(client), merge);
    return Flux.range(1, 6)
        .delayElements(REST, gyre.scheduler())
        .concatMap(number -> carts.add("ada", device + " " + number).onErrorResume(this::goOn));
  }

  private Mono<String> goOn(Throwable failed) {
    if (failed instanceof GyreException.Unknown) {
      gyre.sometimes("nobody knew whether an item was added");
    }
    return failed instanceof GyreException ? Mono.empty() : Mono.error(failed);
  }
}

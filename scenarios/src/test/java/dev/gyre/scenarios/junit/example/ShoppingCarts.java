package dev.gyre.scenarios.junit.example;

import dev.gyre.client.Codec;
import dev.gyre.client.GyreClient;
import dev.gyre.client.GyreMap;
import dev.gyre.client.Merge;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import reactor.core.publisher.Mono;

/** Somebody's application: what customers have in their carts, on whichever device they shop. */
final class ShoppingCarts {
  /** Two devices at a time leave two carts: everything that is in one of them was wanted. */
  static final Merge<TreeSet<String>> ALL =
      carts -> {
        TreeSet<String> items = new TreeSet<>();
        carts.forEach(items::addAll);
        return items;
      };

  private final GyreMap<String, TreeSet<String>> carts;

  ShoppingCarts(GyreClient client, Merge<TreeSet<String>> merge) {
    this.carts = client.map("cart", Codec.string(), new Items(), merge);
  }

  /** Emits the item when it is in the cart. */
  Mono<String> add(String customer, String item) {
    return carts
        .update(
            customer,
            new TreeSet<>(),
            items -> {
              TreeSet<String> more = new TreeSet<>(items);
              more.add(item);
              return more;
            })
        .thenReturn(item);
  }

  Mono<TreeSet<String>> items(String customer) {
    return carts.get(customer).defaultIfEmpty(new TreeSet<>());
  }

  /** One item a line. */
  private static final class Items implements Codec<TreeSet<String>> {
    @Override
    public byte[] encode(TreeSet<String> items) {
      return String.join("\n", items).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public TreeSet<String> decode(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new TreeSet<>(text.isEmpty() ? List.of() : List.of(text.split("\n")));
    }
  }
}

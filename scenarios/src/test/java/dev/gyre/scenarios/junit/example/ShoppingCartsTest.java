package dev.gyre.scenarios.junit.example;

import dev.gyre.scenarios.junit.GyreCluster;
import dev.gyre.scenarios.junit.SimulatedGyre;
import dev.gyre.sim.junit.SimTest;

/** How somebody tests an application on Gyre: nothing that was added is ever lost. */
@GyreCluster(nodes = 5)
class ShoppingCartsTest {

  @SimTest(seeds = 40, sometimes = "nobody knew whether an item was added")
  void whatWasAddedIsInTheCart(SimulatedGyre gyre) {
    new Shopping(gyre, ShoppingCarts.ALL).whatWasAddedIsInTheCart();
  }
}

package dev.gyre.scenarios.junit.example;

import dev.gyre.client.Merge;
import dev.gyre.scenarios.junit.GyreCluster;
import dev.gyre.scenarios.junit.SimulatedGyre;
import dev.gyre.sim.junit.SimTest;

/** The same application with a bug: of two carts it keeps the newer. It fails, and shows how. */
@GyreCluster(nodes = 5)
class ForgetfulCarts {

  @SimTest(seeds = 10)
  void whatWasAddedIsInTheCart(SimulatedGyre gyre) {
    new Shopping(gyre, Merge.newest()).whatWasAddedIsInTheCart();
  }
}

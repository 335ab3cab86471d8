package dev.gyre.transport.sim;

import dev.gyre.core.host.TransportContract;

class SimTransportContractTest extends TransportContract {
  @Override
  protected World newWorld() {
    return new SimWorld(1, NetworkOptions.DEFAULT);
  }
}

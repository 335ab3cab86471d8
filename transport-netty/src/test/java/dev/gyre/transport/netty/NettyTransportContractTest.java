package dev.gyre.transport.netty;

import dev.gyre.core.host.TransportContract;

class NettyTransportContractTest extends TransportContract {
  @Override
  protected World newWorld() {
    return new TestCluster();
  }
}

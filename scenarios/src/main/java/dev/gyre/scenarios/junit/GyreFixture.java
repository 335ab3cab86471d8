package dev.gyre.scenarios.junit;

import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.sim.junit.Fixture;
import dev.gyre.sim.junit.SimRun;
import java.lang.reflect.Method;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes the cluster that {@link GyreCluster} describes. */
final class GyreFixture implements Fixture {

  GyreFixture() {}

  @Override
  public boolean makes(Class<?> type) {
    return type == SimulatedGyre.class;
  }

  @Override
  public Object make(SimRun run, Method test) {
    GyreCluster said =
        AnnotationSupport.findAnnotation(test, GyreCluster.class)
            .or(() -> AnnotationSupport.findAnnotation(test.getDeclaringClass(), GyreCluster.class))
            .orElseThrow();
    return new SimulatedGyre(run, cluster(said));
  }

  private static Cluster cluster(GyreCluster said) {
    Cluster spread =
        Cluster.DEFAULT
            .nodes(said.nodes())
            .replication(Math.min(said.replication(), said.nodes()))
            .storage(said.storage());
    return said.racks() == 0 ? spread : spread.racks(said.racks());
  }
}

package dev.gyre.transport.sim;

/** A partition or a clog that lasts until it is ended. Several may overlap on one link. */
public interface Disturbance {

  /** Ends it; nothing when it has ended. */
  void end();
}

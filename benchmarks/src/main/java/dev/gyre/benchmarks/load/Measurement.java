package dev.gyre.benchmarks.load;

/**
 * What one target did under one load during one window.
 *
 * @param operationsPerSecond gets and puts answered
 * @param p50Nanos median latency, as p99 and p999 the higher percentiles
 * @param forcesPerPut forces of the whole cluster per put answered, not finite without puts
 * @param cpuNanosPerOperation processor time of all nodes, without the load
 */
public record Measurement(
    double operationsPerSecond,
    double p50Nanos,
    double p99Nanos,
    double p999Nanos,
    double forcesPerPut,
    double cpuNanosPerOperation) {}

package dev.gyre.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The basics of the process and its virtual machine. */
final class ProcessMetrics {
  private static final Path MEMORY = Path.of("/proc/self/statm");
  private static final int PAGE_BYTES = 4096;

  private ProcessMetrics() {}

  static void register(MeterRegistry registry) {
    Runtime runtime = Runtime.getRuntime();
    Gauge.builder("gyre.jvm.heap.used.bytes", () -> runtime.totalMemory() - runtime.freeMemory())
        .register(registry);
    Gauge.builder("gyre.jvm.heap.max.bytes", runtime::maxMemory).register(registry);
    Gauge.builder("gyre.jvm.threads", () -> ManagementFactory.getThreadMXBean().getThreadCount())
        .register(registry);
    FunctionCounter.builder("gyre.jvm.gc.seconds", runtime, _ -> collectionSeconds())
        .register(registry);
    FunctionCounter.builder("gyre.process.cpu.seconds", runtime, _ -> processorSeconds())
        .register(registry);
    Gauge.builder("gyre.process.resident.bytes", ProcessMetrics::residentBytes).register(registry);
    Gauge.builder(
            "gyre.process.uptime.seconds",
            () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1e3)
        .register(registry);
  }

  private static double collectionSeconds() {
    long millis = 0;
    for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
      millis += Math.max(0, each.getCollectionTime());
    }
    return millis / 1e3;
  }

  private static double processorSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(Duration::toNanos)
        .map(nanos -> nanos / 1e9)
        .orElse(0.0);
  }

  /** As Linux tells it; 0 elsewhere. */
  private static double residentBytes() {
    try {
      String[] pages = Files.readString(MEMORY).split(" ", 3);
      return Long.parseLong(pages[1]) * (double) PAGE_BYTES;
    } catch (IOException | NumberFormatException elsewhere) {
      return 0;
    }
  }
}

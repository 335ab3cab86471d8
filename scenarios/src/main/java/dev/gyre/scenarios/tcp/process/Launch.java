package dev.gyre.scenarios.tcp.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a process is started: this JVM's Java and class path, the options of {@code bin/gyre}, and
 * the quick compiler alone, for these processes live for seconds and share few cores.
 *
 * @param name of the node
 * @param arguments of the command, its first word among them
 * @param data the node's own directory
 * @param errors file for what it says on standard error, over all lives
 */
public record Launch(String name, List<String> arguments, Path data, Path errors) {
  /** By name alone: the server is above scenarios. */
  private static final String MAIN = "dev.gyre.server.Gyre";

  private static final List<String> OPTIONS =
      List.of(
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "-Xlog:aot=off:stderr",
          "-Xlog:cds=off:stderr",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx512m");

  /** What this JVM was given and a child on the same class path can share. */
  private static final String AOT_CACHE = "-XX:AOTCache=";

  /** Whether there is a server to start. */
  public static boolean isPossible() {
    try {
      Class.forName(MAIN, false, Launch.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith(AOT_CACHE))
        .forEach(command::add);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(MAIN);
    command.addAll(arguments);
    return command;
  }
}

package dev.gyre.server.command;

import picocli.CommandLine.IVersionProvider;

/** What {@code gyre --version} prints. */
final class Version implements IVersionProvider {

  /** The version of the build, or {@code development} where there is no manifest. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"gyre " + text() + " (Java " + Runtime.version() + ")"};
  }
}

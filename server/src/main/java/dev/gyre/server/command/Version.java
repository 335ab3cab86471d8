package dev.gyre.server.command;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.jar.JarFile;
import picocli.CommandLine.IVersionProvider;

/** What {@code gyre --version} prints. */
final class Version implements IVersionProvider {
  private static final String UNKNOWN = "unknown";

  /** The version of the build, or {@code development} where there is no manifest. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** The commit of the build, {@code unknown} where nobody said, or where there is no jar. */
  static String commit() {
    CodeSource source = Version.class.getProtectionDomain().getCodeSource();
    if (source == null || !source.getLocation().getPath().endsWith(".jar")) {
      return UNKNOWN;
    }
    try (JarFile jar = new JarFile(new File(source.getLocation().toURI()))) {
      String commit = jar.getManifest().getMainAttributes().getValue("Gyre-Commit");
      return commit == null ? UNKNOWN : commit;
    } catch (IOException | URISyntaxException unreadable) {
      return UNKNOWN;
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"gyre " + text() + " (Java " + Runtime.version() + ")"};
  }
}

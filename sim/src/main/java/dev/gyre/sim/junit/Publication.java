package dev.gyre.sim.junit;

import dev.gyre.sim.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a failed seed leaves behind: entries and files of the test's report.
 *
 * @param replay a command
 * @param left where the files are, or why there is none
 */
record Publication(String replay, List<String> left) {

  /** Publishes how to replay it, and the files that it left. */
  static Publication of(SeedResult result, SeededTest test, ExtensionContext context) {
    String replay = replay(result.seed(), test);
    List<String> left = new ArrayList<>();
    for (SimRun.Attachment attachment : result.attachments()) {
      left.add(publish(attachment, context));
    }
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("gyre.seed", result.seed().toString());
    entries.put("gyre.replay", replay);
    context.publishReportEntry(entries);
    return new Publication(replay, left);
  }

  /** A file that cannot be made must not hide the failure that it is about. */
  private static String publish(SimRun.Attachment attachment, ExtensionContext context) {
    List<Path> written = new ArrayList<>();
    try {
      context.publishFile(
          attachment.name(),
          MediaType.APPLICATION_OCTET_STREAM,
          path -> {
            Files.writeString(path, attachment.text().get());
            written.add(path);
          });
      return written.getFirst().toString();
    } catch (RuntimeException unwritable) {
      Throwable cause = unwritable.getCause();
      return "no " + attachment.name() + ": " + (cause == null ? unwritable : cause);
    }
  }

  /** As Surefire takes it; a nested class has a dollar sign, which a shell must not see. */
  private static String replay(Seed seed, SeededTest test) {
    Class<?> type = test.method().getDeclaringClass();
    String name = type.getName().substring(type.getPackageName().length()).replaceFirst("^\\.", "");
    String selected = name + "#" + test.method().getName();
    String quoted = selected.contains("$") ? "'" + selected + "'" : selected;
    return "mvn test -Dtest=" + quoted + " -Dgyre.seed=" + seed;
  }

  String message(Throwable problem) {
    StringBuilder message = new StringBuilder();
    message.append(problem.getMessage()).append("\n  replay: ").append(replay);
    left.forEach(file -> message.append("\n  left behind: ").append(file));
    return message.toString();
  }
}

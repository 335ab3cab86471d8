package dev.gyre.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.model.RegisterModel;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real Knossos agrees, where there is one. */
class KnossosTest {
  private static final String PROPERTY = "gyre.knossos";
  private static final int HISTORIES = 300;

  @Test
  void agreesOnShortHistories() throws Exception {
    String classPath = System.getProperty(PROPERTY, "");
    assumeTrue(
        !classPath.isEmpty(), "skipped: needs knossos on the class path given by -D" + PROPERTY);
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), before)) {
      thread.setContextClassLoader(loader);
      ClojureOracle knossos = ClojureOracle.knossos();
      List<History> histories = new ArrayList<>();
      List<Boolean> expected = new ArrayList<>();
      RegisterModel model = new RegisterModel(Absent.ABSENT, true);
      for (long seed = 0; histories.size() < HISTORIES; seed++) {
        History history = RandomHistories.draw(seed, RandomHistories.shape(seed, 8));
        if (!mismatches(history)) {
          histories.add(history);
          expected.add(BruteForce.linearizable(history, model));
        }
      }
      assertEquals(expected, knossos.valid(histories, ":absent"));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Knossos' :fail says nothing, so a mismatch cannot be told to it. */
  private static boolean mismatches(History history) {
    for (int i = 0; i < history.size(); i++) {
      if (history.outcome(i) == Outcome.MISMATCH) {
        return true;
      }
    }
    return false;
  }
}

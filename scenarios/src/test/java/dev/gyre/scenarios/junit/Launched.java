package dev.gyre.scenarios.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A test class that JUnit ran inside of a test.
 *
 * @param passed display names
 * @param failures messages
 */
public record Launched(List<String> passed, List<String> failures, List<Path> files) {

  /** Runs all of a class, with these configuration parameters. */
  public static Launched run(Class<?> type, Path output, Map<String, String> parameters) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(type))
            .filters(EngineFilter.includeEngines("junit-jupiter"))
            .configurationParameters(parameters)
            .configurationParameter("junit.platform.reporting.output.dir", output.toString())
            .build();
    Listener listener = new Listener();
    LauncherFactory.create().execute(request, listener);
    return listener.launched;
  }

  private static final class Listener implements TestExecutionListener {
    private final Launched launched =
        new Launched(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      if (result.getThrowable().isPresent()) {
        launched.failures.add(result.getThrowable().get().getMessage());
      } else if (identifier.isTest()) {
        launched.passed.add(identifier.getDisplayName());
      }
    }

    @Override
    public void fileEntryPublished(TestIdentifier identifier, FileEntry file) {
      launched.files.add(file.getPath());
    }
  }
}

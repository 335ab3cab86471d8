package dev.gyre.sim.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A test class that was run by JUnit inside of a test, and what JUnit told of it. */
public final class Launched implements TestExecutionListener {
  /** Display names of the invocations, in order, with what became of them. */
  private final List<Invocation> invocations = new ArrayList<>();

  private final Map<String, String> entries = new TreeMap<>();
  private final List<Path> files = new ArrayList<>();

  /**
   * One invocation.
   *
   * @param problem empty if it passed
   */
  public record Invocation(String name, TestExecutionResult.Status status, String problem) {}

  private Launched() {}

  /** Runs all of a class, with these configuration parameters. */
  public static Launched run(Class<?> type, Path output, Map<String, String> parameters) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(type))
            .filters(EngineFilter.includeEngines("junit-jupiter"))
            .configurationParameters(parameters)
            .configurationParameter("junit.platform.reporting.output.dir", output.toString())
            .build();
    Launched launched = new Launched();
    LauncherFactory.create().execute(request, launched);
    return launched;
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    boolean broken = result.getStatus() != TestExecutionResult.Status.SUCCESSFUL;
    if (identifier.isTest() || broken) {
      String problem = result.getThrowable().map(Throwable::getMessage).orElse("");
      invocations.add(new Invocation(identifier.getDisplayName(), result.getStatus(), problem));
    }
  }

  @Override
  public void reportingEntryPublished(TestIdentifier identifier, ReportEntry entry) {
    entries.putAll(entry.getKeyValuePairs());
  }

  @Override
  public void fileEntryPublished(TestIdentifier identifier, FileEntry file) {
    files.add(file.getPath());
  }

  public List<Invocation> invocations() {
    return invocations;
  }

  public List<String> names() {
    return invocations.stream().map(Invocation::name).toList();
  }

  public List<Invocation> failed() {
    return invocations.stream()
        .filter(one -> one.status() == TestExecutionResult.Status.FAILED)
        .toList();
  }

  /** Key and value of everything published, the last of each key. */
  public Map<String, String> entries() {
    return entries;
  }

  public List<Path> files() {
    return files;
  }
}

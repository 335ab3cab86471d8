package dev.gyre.server.node;

import dev.gyre.core.host.Disk;
import dev.gyre.server.config.ServerSettings;
import dev.gyre.storage.DurableStorage;
import dev.gyre.storage.OpenResult;
import dev.gyre.storage.StartReport;
import dev.gyre.storage.StorageOptions;
import dev.gyre.storage.StorageWorkers;
import dev.gyre.storage.Verdict;
import dev.gyre.storage.life.NewDirectory;
import dev.gyre.storage.life.Ownership;
import java.io.IOException;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a node's data, or says why it will not. */
final class DataDirectory {
  private static final Logger LOG = LoggerFactory.getLogger("dev.gyre.storage");

  private DataDirectory() {}

  /** The disk that holds it. */
  static Disk disk(ServerSettings settings, Disks disks) throws StartException {
    try {
      return disks.at(settings.dataDirectory());
    } catch (IOException unusable) {
      throw new StartException(String.valueOf(unusable.getMessage()), unusable);
    }
  }

  static OpenResult.Opened open(
      ServerSettings settings, StorageOptions options, Disk disk, StorageWorkers workers)
      throws StartException {
    ServerSettings.Identity identity = settings.identity();
    Ownership owner =
        new Ownership(identity.cluster(), identity.node(), identity.topology().partitions());
    NewDirectory fresh =
        NewDirectory.at(System.currentTimeMillis(), new SplittableRandom().nextLong());
    OpenResult result = DurableStorage.open(options, disk, workers, owner, fresh);
    return switch (result) {
      case OpenResult.Opened opened -> accepted(settings, options, opened);
      case OpenResult.Failed failed ->
          throw new StartException(settings.dataDirectory() + ": " + failed.message());
    };
  }

  /**
   * A store that is behind what was acknowledged must count in no quorum (DESIGN section 4, rule
   * 4). This version cannot catch up from its peers, so such a node does not serve at all unless
   * the operator takes the loss upon himself.
   */
  private static OpenResult.Opened accepted(
      ServerSettings settings, StorageOptions options, OpenResult.Opened opened)
      throws StartException {
    report(settings, opened);
    if (opened.report().verdict() instanceof Verdict.LostData lost && !options.acceptLostData()) {
      opened.storage().close(opened.lastSequence()).block();
      throw new StartException(
          settings.dataDirectory()
              + ": data that was durable is missing ("
              + lost.reason()
              + "), so this node must not vote: replace it by a node with a new id and an empty"
              + " directory, or start it once with --accept-data-loss, after which acknowledged"
              + " writes may be missing");
    }
    return opened;
  }

  private static void report(ServerSettings settings, OpenResult.Opened opened) {
    StartReport report = opened.report();
    LOG.atInfo()
        .addKeyValue("node", settings.identity().node())
        .addKeyValue("directory", settings.dataDirectory())
        .addKeyValue("life", opened.life())
        .log(text(report.verdict()));
    for (String note : report.notes()) {
      LOG.atWarn().addKeyValue("node", settings.identity().node()).log(note);
    }
  }

  private static String text(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Fresh fresh -> "made a new store";
      case Verdict.Clean clean -> "opened the store as it was closed";
      case Verdict.Recovered recovered ->
          "recovered the store after a crash: "
              + recovered.records()
              + " records"
              + (recovered.tornTail() ? ", an unfinished one cut off" : "");
      case Verdict.LostData lost -> "data is missing: " + lost.reason();
    };
  }
}

package dev.gyre.server.node;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.coordinate.HintSettings;
import dev.gyre.core.coordinate.Timings;
import dev.gyre.core.node.NodeLimits;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.server.config.ServerSettings;
import dev.gyre.server.http.RestSettings;
import dev.gyre.storage.StorageOptions;
import dev.gyre.transport.netty.ConnectionLimits;
import dev.gyre.transport.netty.TransportOptions;
import dev.gyre.transport.netty.frame.FrameLimits;
import dev.gyre.transport.netty.link.Timing;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One set of settings in the words of each part of a node. */
record Sizing(ServerSettings settings) {
  CellLimits cells() {
    ServerSettings.Cells cells = settings.limits().cells();
    return new CellLimits(cells.laneBytes(), cells.siblings(), CellLimits.DEFAULT.windowEntries());
  }

  NodeSettings node() {
    ServerSettings.Limits limits = settings.limits();
    NodeLimits bounds =
        new NodeLimits(
            limits.cells().valueBytes(),
            limits.flight().requests(),
            limits.flight().bytes(),
            settings.timeouts().longestRequestMillis(),
            settings.timeouts().clockAheadMillis(),
            settings.timeouts().members());
    ServerSettings.Identity identity = settings.identity();
    return new NodeSettings(
        identity.cluster(),
        identity.node(),
        Ring.of(identity.topology()),
        cells(),
        bounds,
        Timings.DEFAULT.with(hints()));
  }

  private HintSettings hints() {
    ServerSettings.Hints hints = settings.limits().hints();
    return HintSettings.DEFAULT
        .withAgeMillis(hints.ageMillis())
        .withThrottle(hints.inFlight(), hints.inFlightBytes());
  }

  StorageOptions storage(boolean acceptDataLoss) {
    ServerSettings.Memory memory = settings.limits().memory();
    StorageOptions.Log log = StorageOptions.Log.DEFAULT;
    StorageOptions.Tree tree = StorageOptions.Tree.DEFAULT;
    return new StorageOptions(
        cells(),
        new StorageOptions.Log(
            log.segmentBytes(),
            (int) Math.min(log.batchBytes(), memory.changedBytes()),
            log.waitingReplies(),
            log.checkpointBytes()),
        new StorageOptions.Memory(memory.changedBytes() / 4, memory.changedBytes()),
        new StorageOptions.Tree(
            (int) (memory.cacheBytes() >> 20),
            tree.stepCells(),
            tree.stepBytes(),
            tree.compactBelowPercent(),
            tree.compactSteps(),
            tree.pieceBytes()),
        new StorageOptions.Hints(settings.limits().hints().bytes()),
        acceptDataLoss);
  }

  TransportOptions transport() {
    int messageBytes = FrameCodec.bytesFor(cells());
    long inFlight = settings.limits().flight().bytes();
    FrameLimits frames = FrameLimits.DEFAULT;
    ConnectionLimits connections = ConnectionLimits.DEFAULT;
    Timing timing = Timing.DEFAULT;
    return TransportOptions.DEFAULT
        .with(
            new ConnectionLimits(
                connections.connections(),
                connections.newcomers(),
                connections.asksPerClient(),
                inFlight,
                Math.max(inFlight, messageBytes),
                connections.waitingMessages()))
        .with(
            new FrameLimits(
                frames.frameBytes(), messageBytes, frames.windowBytes(), frames.streams()))
        .with(
            new Timing(
                timing.connectMillis(),
                timing.handshakeMillis(),
                timing.pingMillis(),
                timing.silentPings(),
                settings.timeouts().shutdownMillis()))
        .withQueuedBytes(Math.max(inFlight / 3, messageBytes));
  }

  RestSettings rest(InetSocketAddress address, @Nullable SslContext tls) {
    ServerSettings.Limits limits = settings.limits();
    ServerSettings.Timeouts timeouts = settings.timeouts();
    return new RestSettings(
        address,
        tls,
        settings.identity().topology().owners(),
        new RestSettings.Limits(
            limits.cells().valueBytes(),
            limits.http().headerBytes(),
            limits.flight().requests(),
            limits.flight().bytes(),
            limits.http().connections()),
        new RestSettings.Timeouts(
            timeouts.requestMillis(),
            timeouts.longestRequestMillis(),
            timeouts.http().headerMillis(),
            timeouts.http().bodyMillis(),
            timeouts.http().idleMillis()));
  }
}

package dev.gyre.sim;

import dev.gyre.core.value.NodeId;
import picocli.CommandLine;

/** Two imports that the simulator may not have; a rule that lets them pass has gone blind. */
public record PlantedImport(NodeId node, CommandLine command) {}

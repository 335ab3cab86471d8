package dev.gyre.sim;

import io.netty.buffer.ByteBuf;
import picocli.CommandLine;

/** Two imports that the simulator may not have; a rule that lets them pass has gone blind. */
public record PlantedImport(ByteBuf buffer, CommandLine command) {}

package dev.gyre.server;

import dev.gyre.server.command.Commands;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The {@code gyre} command. */
public final class Gyre {
  private Gyre() {}

  public static void main(String[] arguments) {
    // Standard output is data and may be bytes; both are written as they are, in UTF-8.
    System.setOut(stream(FileDescriptor.out));
    System.setErr(stream(FileDescriptor.err));
    int code = Commands.run(arguments);
    System.out.flush();
    System.exit(code);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}

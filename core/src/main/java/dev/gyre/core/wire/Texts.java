package dev.gyre.core.wire;

import java.nio.charset.StandardCharsets;

/** Texts for people, cut to a bound when written. */
public final class Texts {
  public static final int MAX_BYTES = 2048;
  private static final int MAX_CHARACTERS = 512;

  private Texts() {}

  public static void encode(Output out, String text) {
    String cut = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
    out.block(cut.getBytes(StandardCharsets.UTF_8));
  }

  public static String decode(Input in) throws MalformedException {
    return new String(in.block(MAX_BYTES, "a text's length"), StandardCharsets.UTF_8);
  }
}

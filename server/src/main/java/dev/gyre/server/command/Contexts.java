package dev.gyre.server.command;

import dev.gyre.core.message.ContextToken;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Contexts on a command line: base64url, as in REST. */
final class Contexts {
  private Contexts() {}

  static String text(ContextToken context) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(context.bytes());
  }

  static @Nullable ContextToken parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return ContextToken.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException malformed) {
      throw Connecting.usage("--context is base64url, as a get printed it");
    }
  }
}

package dev.gyre.client;

import dev.gyre.core.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * How one key of a batch ended: with a result or with a failure, never both.
 *
 * @param result null if it failed
 * @param failure null if it succeeded
 */
public record KeyResult<T>(Key key, @Nullable T result, @Nullable GyreException failure) {
  public KeyResult {
    if ((result == null) == (failure == null)) {
      throw new IllegalArgumentException("a key has either a result or a failure");
    }
  }

  public boolean isSuccess() {
    return failure == null;
  }
}

package dev.gyre.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.KeyRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCursorTest {
  private static final KeyPrefix PREFIX = KeyPrefix.of("a/");
  private static final Key KEY = Key.of(new byte[] {'a', '/', (byte) 0xff, 0});

  @Test
  void itNamesTheKeyToGoOnBehind() throws MalformedException {
    assertEquals(new KeyRange(PREFIX, KEY), ScanCursor.read(PREFIX, ScanCursor.write(PREFIX, KEY)));
  }

  @Test
  void itIsBoundToItsPrefix() {
    String cursor = ScanCursor.write(PREFIX, KEY);
    assertThrows(MalformedException.class, () -> ScanCursor.read(KeyPrefix.of("b/"), cursor));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AA", "no base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void whatIsNoneIsRefused(String text) {
    assertThrows(MalformedException.class, () -> ScanCursor.read(PREFIX, text));
  }

  @Test
  void anAlteredOneIsRefused() {
    String cursor = ScanCursor.write(PREFIX, KEY);
    for (int i = 0; i < cursor.length() - 1; i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String altered = cursor.substring(0, i) + other + cursor.substring(i + 1);
      assertThrows(MalformedException.class, () -> ScanCursor.read(PREFIX, altered));
    }
  }
}

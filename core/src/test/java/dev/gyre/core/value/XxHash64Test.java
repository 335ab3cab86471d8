package dev.gyre.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors of XXH64: the hash places keys on disks and may never change. */
class XxHash64Test {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"\", 0, ef46db3751d8e999",
        "a, 0, d24ec4f1a98c6e5b",
        "a, 1, dec2bc81c3cd46c6",
        "abc, 0, 44bc2cf5ad770999",
        "Nobody inspects the spammish repetition, 0, fbcea83c8a378bf1",
        "xxhash, 20141025, b559b98d844e0635",
      })
  void vectors(String text, long seed, String expected) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(expected, Long.toHexString(XxHash64.hash(bytes, seed)));
  }

  @Property
  void aWordHashesAsItsBytes(@ForAll long word, @ForAll long seed) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(word).array();
    assertEquals(XxHash64.hash(bytes, seed), XxHash64.hash(word, seed));
  }
}

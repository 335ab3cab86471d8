package dev.gyre.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.core.cell.Seen;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.wire.MalformedException.Kind;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ContextTokensTest {
  private static final ContextTokens TOKENS = new ContextTokens(new ClusterId(1, 2));
  private static final Key KEY = Key.of("k");
  private static final Seen CONTEXT = Envelopes.lane().seen();

  private static Kind refusal(Key key, byte[] token) {
    return assertThrows(MalformedException.class, () -> TOKENS.read(key, ContextToken.of(token)))
        .kind();
  }

  @Test
  void comesBackAsItWas() throws MalformedException {
    assertEquals(CONTEXT, TOKENS.read(KEY, TOKENS.write(KEY, CONTEXT)));
    assertEquals(Seen.NOTHING, TOKENS.read(KEY, TOKENS.write(KEY, Seen.NOTHING)));
  }

  @Test
  void refusesWhatIsNotItsOwn() {
    byte[] token = TOKENS.write(KEY, CONTEXT).bytes();
    assertEquals(Kind.INVALID, refusal(Key.of("other"), token));
    assertEquals(Kind.TRUNCATED, refusal(KEY, new byte[3]));
    assertEquals(Kind.BAD_LENGTH, refusal(KEY, new byte[ContextToken.MAX_BYTES + 1]));
    assertEquals(Kind.UNKNOWN_VERSION, refusal(KEY, new byte[40]));
    assertEquals(
        Kind.BAD_CHECKSUM,
        refusal(KEY, new ContextTokens(new ClusterId(1, 3)).write(KEY, CONTEXT).bytes()));
  }

  @Property
  void refusesAForgedOne(@ForAll @IntRange(min = 1, max = 1_000) int at, @ForAll byte change) {
    byte[] token = TOKENS.write(KEY, CONTEXT).bytes();
    byte[] forged = Arrays.copyOf(token, token.length);
    forged[1 + at % (token.length - 1)] ^= change == 0 ? 1 : change;
    assertEquals(Kind.BAD_CHECKSUM, refusal(KEY, forged));
  }

  /** The published vector of SipHash-2-4: key 00..0f, input 00..0e. */
  @Test
  void sipHashVector() {
    byte[] input = new byte[15];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) i;
    }
    long hash = SipHash.hash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, input, 0, input.length);
    assertEquals(0xa129ca6149be45e5L, hash);
  }
}

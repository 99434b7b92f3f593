package app.afterglow.age;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bech32 (BIP 173) as age uses it: without the length limit. It works on byte arrays, because what
 * it carries may be a secret key.
 */
final class Bech32 {

  private static final byte[] ALPHABET =
      "qpzry9x8gf2tvdw0s3jn54khce6mua7l".getBytes(StandardCharsets.US_ASCII);
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM_LENGTH = 6;

  /**
   * A decoded string: the part before the last {@code 1}, in lower case, and the bytes after it.
   */
  record Decoded(String prefix, byte[] data) {}

  private Bech32() {}

  /** Lower-case Bech32 of {@code data} under {@code prefix}, as ASCII bytes. */
  static byte[] encode(String prefix, byte[] data) {
    byte[] values = regroup(data, 0, data.length, 8, 5);
    byte[] checked = Arrays.copyOf(values, values.length + CHECKSUM_LENGTH);
    int checksum = checksum(prefix, checked) ^ 1;
    for (int i = 0; i < CHECKSUM_LENGTH; i++) {
      checked[values.length + i] = (byte) (checksum >>> 5 * (CHECKSUM_LENGTH - 1 - i) & 31);
    }
    byte[] text = new byte[prefix.length() + 1 + checked.length];
    System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, text, 0, prefix.length());
    text[prefix.length()] = '1';
    for (int i = 0; i < checked.length; i++) {
      text[prefix.length() + 1 + i] = ALPHABET[checked[i]];
    }
    Arrays.fill(values, (byte) 0);
    Arrays.fill(checked, (byte) 0);
    return text;
  }

  /**
   * Decodes a string that is wholly lower or wholly upper case.
   *
   * @throws IllegalArgumentException where it is no Bech32; the message never shows the string
   */
  static Decoded decode(byte[] text) {
    int separator = lastIndexOf(text, (byte) '1');
    if (separator < 1 || separator + 1 + CHECKSUM_LENGTH > text.length) {
      throw new IllegalArgumentException("no separator where Bech32 has one");
    }
    String prefix = new String(text, 0, separator, StandardCharsets.US_ASCII);
    boolean upper = prefix.equals(prefix.toUpperCase(Locale.ROOT));
    if (!upper && !prefix.equals(prefix.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("mixed case");
    }
    byte[] values = new byte[text.length - separator - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(text[separator + 1 + i], upper);
    }
    if (checksum(prefix.toLowerCase(Locale.ROOT), values) != 1) {
      throw new IllegalArgumentException("checksum does not fit");
    }
    byte[] data = regroup(values, 0, values.length - CHECKSUM_LENGTH, 5, 8);
    Arrays.fill(values, (byte) 0);
    return new Decoded(prefix.toLowerCase(Locale.ROOT), data);
  }

  private static byte value(byte character, boolean upper) {
    boolean letter = character >= 'A' && character <= 'Z' || character >= 'a' && character <= 'z';
    if (letter && character <= 'Z' != upper) {
      throw new IllegalArgumentException("mixed case");
    }
    byte lower = letter ? (byte) (character | 0x20) : character;
    for (byte i = 0; i < ALPHABET.length; i++) {
      if (ALPHABET[i] == lower) {
        return i;
      }
    }
    throw new IllegalArgumentException("a character that Bech32 does not use");
  }

  private static int lastIndexOf(byte[] text, byte wanted) {
    for (int i = text.length - 1; i >= 0; i--) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int checksum(String prefix, byte[] values) {
    int state = 1;
    for (int i = 0; i < prefix.length(); i++) {
      state = step(state, prefix.charAt(i) >>> 5);
    }
    state = step(state, 0);
    for (int i = 0; i < prefix.length(); i++) {
      state = step(state, prefix.charAt(i) & 31);
    }
    for (byte value : values) {
      state = step(state, value);
    }
    return state;
  }

  private static int step(int state, int value) {
    int top = state >>> 25;
    int next = (state & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      if ((top >>> i & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }

  /** Groups of {@code fromBits} into groups of {@code toBits}; padding exists only going down. */
  private static byte[] regroup(byte[] in, int offset, int length, int fromBits, int toBits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length * fromBits / toBits + 1);
    int held = 0;
    int bits = 0;
    for (int i = offset; i < offset + length; i++) {
      held = held << fromBits | in[i] & 0xff;
      bits += fromBits;
      while (bits >= toBits) {
        bits -= toBits;
        out.write(held >>> bits & (1 << toBits) - 1);
      }
      held &= (1 << bits) - 1;
    }
    if (toBits < fromBits && bits > 0) {
      out.write(held << toBits - bits);
    } else if (toBits > fromBits && (bits >= fromBits || held != 0)) {
      throw new IllegalArgumentException("padding that is none");
    }
    return out.toByteArray();
  }
}

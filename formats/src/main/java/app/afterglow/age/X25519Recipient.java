package app.afterglow.age;

import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** An {@code age1...} recipient (C2SP age.md, "The X25519 recipient type"). */
public final class X25519Recipient implements Recipient {

  static final String PREFIX = "age";
  static final String TYPE = "X25519";
  static final int LENGTH = 32;
  private static final byte[] INFO =
      "age-encryption.org/v1/X25519".getBytes(StandardCharsets.US_ASCII);

  private final byte[] point;

  X25519Recipient(byte[] point) {
    this.point = point.clone();
  }

  static X25519Recipient parse(String text) throws UsageException {
    try {
      Bech32.Decoded decoded = Bech32.decode(text.getBytes(StandardCharsets.US_ASCII));
      if (decoded.prefix().equals(PREFIX) && decoded.data().length == LENGTH) {
        return new X25519Recipient(decoded.data());
      }
    } catch (IllegalArgumentException e) {
      throw AgeProblems.key("recipient", shorten(text), String.valueOf(e.getMessage()));
    }
    throw AgeProblems.key("recipient", shorten(text), "not an age1... recipient");
  }

  static String shorten(String text) {
    return text.length() > 24 ? text.substring(0, 24) + "..." : text;
  }

  @Override
  public Stanza wrap(Secret fileKey) {
    byte[] ephemeral = new byte[LENGTH];
    new SecureRandom().nextBytes(ephemeral);
    byte[] share = new byte[LENGTH];
    X25519.scalarMultBase(ephemeral, 0, share, 0);
    byte[] shared = new byte[LENGTH];
    X25519.scalarMult(ephemeral, 0, point, 0, shared, 0);
    byte[] wrapKey = wrapKey(shared, share, point);
    byte[] body = KeyWrap.seal(wrapKey, fileKey);
    Arrays.fill(ephemeral, (byte) 0);
    Arrays.fill(shared, (byte) 0);
    Arrays.fill(wrapKey, (byte) 0);
    return new Stanza(TYPE, List.of(KeyWrap.base64(share)), body);
  }

  static byte[] wrapKey(byte[] shared, byte[] share, byte[] point) {
    byte[] salt = ByteBuffer.allocate(2 * LENGTH).put(share).put(point).array();
    return KeyWrap.hkdf(shared, salt, INFO);
  }

  @Override
  public Sharing sharing() {
    return Sharing.CLASSICAL;
  }

  /** The {@code age1...} text. */
  @Override
  public String toString() {
    return new String(Bech32.encode(PREFIX, point), StandardCharsets.US_ASCII);
  }
}

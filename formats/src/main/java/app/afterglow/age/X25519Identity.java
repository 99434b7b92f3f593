package app.afterglow.age;

import app.afterglow.secret.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/** The secret side of {@link X25519Recipient}: {@code AGE-SECRET-KEY-1...}. */
public final class X25519Identity implements Identity {

  static final String PREFIX = "age-secret-key-";

  private final Secret scalar;
  private final byte[] point = new byte[X25519Recipient.LENGTH];

  X25519Identity(Secret scalar) {
    this.scalar = scalar;
    X25519.scalarMultBase(scalar.bytes(), 0, point, 0);
  }

  /** A new identity. */
  public static X25519Identity generate() {
    byte[] scalar = new byte[X25519Recipient.LENGTH];
    new SecureRandom().nextBytes(scalar);
    return new X25519Identity(Secret.owning(scalar));
  }

  /** The recipient that files for this identity are encrypted to. */
  public X25519Recipient recipient() {
    return new X25519Recipient(point);
  }

  /** {@code AGE-SECRET-KEY-1...} as ASCII bytes, the caller's to wipe. */
  byte[] encoded() {
    return IdentitiesFile.upperCase(Bech32.encode(PREFIX, scalar.bytes()));
  }

  @Override
  public @Nullable Secret unwrap(List<Stanza> stanzas) throws IOException {
    for (Stanza stanza : stanzas) {
      if (stanza.type().equals(X25519Recipient.TYPE)) {
        Secret fileKey = unwrap(stanza);
        if (fileKey != null) {
          return fileKey;
        }
      }
    }
    return null;
  }

  private @Nullable Secret unwrap(Stanza stanza) throws IOException {
    byte[] share =
        stanza.arguments().size() == 1
            ? KeyWrap.canonicalBase64(stanza.arguments().getFirst())
            : null;
    if (share == null || share.length != X25519Recipient.LENGTH) {
      throw AgeProblems.header("malformed X25519 stanza");
    }
    if (stanza.body().length != KeyWrap.WRAPPED_LENGTH) {
      throw AgeProblems.header("X25519 stanza of the wrong length");
    }
    byte[] shared = new byte[X25519Recipient.LENGTH];
    X25519.scalarMult(scalar.bytes(), 0, share, 0, shared, 0);
    if (Arrays.equals(shared, new byte[X25519Recipient.LENGTH])) {
      throw AgeProblems.header("X25519 share of low order");
    }
    byte[] wrapKey = X25519Recipient.wrapKey(shared, share, point);
    Arrays.fill(shared, (byte) 0);
    Secret fileKey = KeyWrap.open(wrapKey, stanza.body());
    Arrays.fill(wrapKey, (byte) 0);
    return fileKey;
  }

  @Override
  public void close() {
    scalar.close();
  }

  @Override
  public String toString() {
    return "***";
  }
}

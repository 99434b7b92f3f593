package app.afterglow.age;

import app.afterglow.secret.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.jspecify.annotations.Nullable;

/** The secret side of {@link HybridRecipient}: {@code AGE-SECRET-KEY-PQ-1...}. */
public final class HybridIdentity implements Identity {

  static final String PREFIX = "age-secret-key-pq-";
  static final int SEED_LENGTH = 32;

  private final Secret seed;

  HybridIdentity(Secret seed) {
    this.seed = seed;
  }

  /** A new identity. */
  public static HybridIdentity generate() {
    byte[] seed = new byte[SEED_LENGTH];
    new SecureRandom().nextBytes(seed);
    return new HybridIdentity(Secret.owning(seed));
  }

  /** The recipient that files for this identity are encrypted to. */
  public HybridRecipient recipient() {
    HPKE hpke = HybridRecipient.hpke();
    return new HybridRecipient(hpke.serializePublicKey(keys(hpke).getPublic()));
  }

  private AsymmetricCipherKeyPair keys(HPKE hpke) {
    return hpke.deserializePrivateKey(seed.bytes(), null);
  }

  /** {@code AGE-SECRET-KEY-PQ-1...} as ASCII bytes, the caller's to wipe. */
  byte[] encoded() {
    return IdentitiesFile.upperCase(Bech32.encode(PREFIX, seed.bytes()));
  }

  @Override
  public @Nullable Secret unwrap(List<Stanza> stanzas) throws IOException {
    for (Stanza stanza : stanzas) {
      if (stanza.type().equals(HybridRecipient.TYPE)) {
        Secret fileKey = unwrap(stanza);
        if (fileKey != null) {
          return fileKey;
        }
      }
    }
    return null;
  }

  private @Nullable Secret unwrap(Stanza stanza) throws IOException {
    byte[] encapsulated =
        stanza.arguments().size() == 1
            ? KeyWrap.canonicalBase64(stanza.arguments().getFirst())
            : null;
    if (encapsulated == null || encapsulated.length != HybridRecipient.ENCAPSULATED_LENGTH) {
      throw AgeProblems.header("malformed mlkem768x25519 stanza");
    }
    if (stanza.body().length != KeyWrap.WRAPPED_LENGTH) {
      throw AgeProblems.header("mlkem768x25519 stanza of the wrong length");
    }
    HPKE hpke = HybridRecipient.hpke();
    try {
      return Secret.owning(
          hpke.open(
              encapsulated,
              keys(hpke),
              HybridRecipient.INFO,
              new byte[0],
              stanza.body(),
              null,
              null,
              null));
    } catch (InvalidCipherTextException e) {
      return null;
    }
  }

  @Override
  public void close() {
    seed.close();
  }

  @Override
  public String toString() {
    return "***";
  }
}

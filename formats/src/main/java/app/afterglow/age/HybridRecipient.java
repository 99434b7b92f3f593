package app.afterglow.age;

import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * An {@code age1pq1...} recipient, safe against quantum computers (C2SP age.md, "The
 * MLKEM768-X25519 hybrid post-quantum recipient type"): HPKE (RFC 9180) in base mode.
 */
public final class HybridRecipient implements Recipient {

  static final String PREFIX = "age1pq";
  static final String TYPE = "mlkem768x25519";
  static final byte[] INFO =
      "age-encryption.org/mlkem768x25519".getBytes(StandardCharsets.US_ASCII);

  /** ML-KEM-768 encapsulation key (1184 bytes) and X25519 point (32 bytes). */
  static final int LENGTH = 1184 + 32;

  /** ML-KEM-768 ciphertext (1088 bytes) and X25519 share (32 bytes). */
  static final int ENCAPSULATED_LENGTH = 1088 + 32;

  private final byte[] key;

  HybridRecipient(byte[] key) {
    this.key = key.clone();
  }

  static HPKE hpke() {
    return new HPKE(
        HPKE.mode_base,
        HPKE.kem_MLKEM768_X25519,
        HPKE.kdf_HKDF_SHA256,
        HPKE.aead_CHACHA20_POLY1305);
  }

  static HybridRecipient parse(String text) throws UsageException {
    try {
      Bech32.Decoded decoded = Bech32.decode(text.getBytes(StandardCharsets.US_ASCII));
      if (decoded.prefix().equals(PREFIX) && decoded.data().length == LENGTH) {
        return new HybridRecipient(decoded.data());
      }
    } catch (IllegalArgumentException e) {
      throw AgeProblems.key(
          "recipient", X25519Recipient.shorten(text), String.valueOf(e.getMessage()));
    }
    throw AgeProblems.key(
        "recipient", X25519Recipient.shorten(text), "not an age1pq1... recipient");
  }

  @Override
  public Stanza wrap(Secret fileKey) {
    HPKE hpke = hpke();
    try {
      // BouncyCastle's order: ciphertext first, encapsulated key second.
      byte[][] sealed =
          hpke.seal(
              hpke.deserializePublicKey(key), INFO, new byte[0], fileKey.bytes(), null, null, null);
      return new Stanza(TYPE, List.of(KeyWrap.base64(sealed[1])), sealed[0]);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Sharing sharing() {
    return Sharing.POST_QUANTUM;
  }

  /** The {@code age1pq1...} text. */
  @Override
  public String toString() {
    return new String(Bech32.encode(PREFIX, key), StandardCharsets.US_ASCII);
  }
}

package app.afterglow.age;

import app.afterglow.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.generators.SCrypt;

/** Whoever knows a passphrase (C2SP age.md, "The scrypt recipient type"). */
public final class PassphraseRecipient implements Recipient, AutoCloseable {

  static final String TYPE = "scrypt";
  static final int SALT_LENGTH = 16;
  private static final byte[] SALT_LABEL =
      "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);

  /** log2 of scrypt's N: about a second and 256 MiB, what the age tool writes too. */
  private static final int WORK_FACTOR = 18;

  private final Secret passphrase;
  private final int workFactor;

  private PassphraseRecipient(Secret passphrase, int workFactor) {
    this.passphrase = passphrase;
    this.workFactor = workFactor;
  }

  /** Takes over the passphrase: closing this wipes it. */
  public static PassphraseRecipient of(Secret passphrase) {
    return new PassphraseRecipient(passphrase, WORK_FACTOR);
  }

  /** For tests, which need not be slow to open. */
  static PassphraseRecipient of(Secret passphrase, int workFactor) {
    return new PassphraseRecipient(passphrase, workFactor);
  }

  @Override
  public Stanza wrap(Secret fileKey) {
    byte[] salt = new byte[SALT_LENGTH];
    new SecureRandom().nextBytes(salt);
    byte[] wrapKey = wrapKey(passphrase, salt, workFactor);
    byte[] body = KeyWrap.seal(wrapKey, fileKey);
    Arrays.fill(wrapKey, (byte) 0);
    return new Stanza(TYPE, List.of(KeyWrap.base64(salt), Integer.toString(workFactor)), body);
  }

  static byte[] wrapKey(Secret passphrase, byte[] salt, int workFactor) {
    byte[] labelled =
        ByteBuffer.allocate(SALT_LABEL.length + salt.length).put(SALT_LABEL).put(salt).array();
    return SCrypt.generate(passphrase.bytes(), labelled, 1 << workFactor, 8, 1, 32);
  }

  @Override
  public Sharing sharing() {
    return Sharing.ALONE;
  }

  @Override
  public void close() {
    passphrase.close();
  }

  @Override
  public String toString() {
    return "***";
  }
}

package app.afterglow.age;

import app.afterglow.secret.Secret;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The secret side of {@link PassphraseRecipient}. */
public final class PassphraseIdentity implements Identity {

  /** 2^22 needs 4 GiB: what the age tool accepts at most. A larger one would only be an attack. */
  private static final int LARGEST_WORK_FACTOR = 22;

  private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]*");

  private final Secret passphrase;

  private PassphraseIdentity(Secret passphrase) {
    this.passphrase = passphrase;
  }

  /** Takes over the passphrase: closing this wipes it. */
  public static PassphraseIdentity of(Secret passphrase) {
    return new PassphraseIdentity(passphrase);
  }

  @Override
  public @Nullable Secret unwrap(List<Stanza> stanzas) throws IOException {
    for (Stanza stanza : stanzas) {
      if (stanza.type().equals(PassphraseRecipient.TYPE)) {
        return unwrap(stanza);
      }
    }
    return null;
  }

  private @Nullable Secret unwrap(Stanza stanza) throws IOException {
    if (stanza.arguments().size() != 2) {
      throw AgeProblems.header("malformed scrypt stanza");
    }
    byte[] salt = KeyWrap.canonicalBase64(stanza.arguments().get(0));
    if (salt == null || salt.length != PassphraseRecipient.SALT_LENGTH) {
      throw AgeProblems.header("malformed scrypt salt");
    }
    if (stanza.body().length != KeyWrap.WRAPPED_LENGTH) {
      throw AgeProblems.header("scrypt stanza of the wrong length");
    }
    byte[] wrapKey =
        PassphraseRecipient.wrapKey(passphrase, salt, workFactor(stanza.arguments().get(1)));
    Secret fileKey = KeyWrap.open(wrapKey, stanza.body());
    Arrays.fill(wrapKey, (byte) 0);
    return fileKey;
  }

  private static int workFactor(String text) throws IOException {
    if (!DECIMAL.matcher(text).matches()) {
      throw AgeProblems.header("malformed scrypt work factor");
    }
    // More digits than any allowed factor has would overflow.
    int workFactor = text.length() > 2 ? Integer.MAX_VALUE : Integer.parseInt(text);
    if (workFactor > LARGEST_WORK_FACTOR) {
      throw AgeProblems.header("scrypt work factor above " + LARGEST_WORK_FACTOR);
    }
    return workFactor;
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

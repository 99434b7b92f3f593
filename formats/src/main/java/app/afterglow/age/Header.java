package app.afterglow.age;

import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The textual header of an age file (C2SP age.md, "ABNF definition of file header").
 *
 * @param stanzas the recipients' stanzas
 * @param authenticated the header's bytes up to and including {@code ---}: what the MAC covers
 * @param mac HMAC-SHA-256 of those bytes
 */
record Header(List<Stanza> stanzas, byte[] authenticated, byte[] mac) {

  static final String VERSION_LINE = "age-encryption.org/v1";
  static final int COLUMNS = 64;
  private static final byte[] MAC_INFO = "header".getBytes(StandardCharsets.US_ASCII);

  /**
   * The header that wraps a file key for these recipients.
   *
   * @throws UsageException where there are none, or some that may not share a file
   */
  static Header wrap(Secret fileKey, List<? extends Recipient> recipients) throws UsageException {
    if (recipients.isEmpty()) {
      throw AgeProblems.key("no-recipient");
    }
    Recipient.Sharing sharing = recipients.getFirst().sharing();
    if (recipients.stream().anyMatch(recipient -> recipient.sharing() != sharing)
        || sharing == Recipient.Sharing.ALONE && recipients.size() > 1) {
      throw AgeProblems.key("mixed-recipients");
    }
    List<Stanza> stanzas = recipients.stream().map(recipient -> recipient.wrap(fileKey)).toList();
    byte[] authenticated = write(stanzas);
    return new Header(stanzas, authenticated, mac(fileKey, authenticated));
  }

  private static byte[] write(List<Stanza> stanzas) {
    StringBuilder text = new StringBuilder(VERSION_LINE).append('\n');
    for (Stanza stanza : stanzas) {
      text.append("-> ").append(stanza.type());
      stanza.arguments().forEach(argument -> text.append(' ').append(argument));
      text.append('\n');
      String body = KeyWrap.base64(stanza.body());
      // A body that ends with a full line is followed by an empty one: the end must be short.
      for (int i = 0; i <= body.length(); i += COLUMNS) {
        text.append(body, i, Math.min(i + COLUMNS, body.length())).append('\n');
      }
    }
    return text.append("---").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The whole header as it stands in the file. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(authenticated);
    out.writeBytes((" " + KeyWrap.base64(mac) + "\n").getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  /**
   * The file key, by the first identity that has it.
   *
   * @throws WrongKeyException where no identity fits
   * @throws app.afterglow.problem.DamagedInputException where a stanza is malformed or the MAC does
   *     not fit
   */
  Secret unwrap(List<? extends Identity> identities) throws IOException {
    if (stanzas.size() > 1
        && stanzas.stream().anyMatch(s -> s.type().equals(PassphraseRecipient.TYPE))) {
      throw AgeProblems.header("a passphrase beside other recipients");
    }
    for (Identity identity : identities) {
      Secret fileKey = identity.unwrap(stanzas);
      if (fileKey != null) {
        if (!MessageDigest.isEqual(mac, mac(fileKey, authenticated))) {
          fileKey.close();
          throw AgeProblems.mac();
        }
        return fileKey;
      }
    }
    boolean passphrase = stanzas.getFirst().type().equals(PassphraseRecipient.TYPE);
    throw new WrongKeyException(
        Problem.of(AgeProblems.BUNDLE, passphrase ? "wrong-passphrase" : "no-identity"));
  }

  private static byte[] mac(Secret fileKey, byte[] authenticated) {
    byte[] key = KeyWrap.hkdf(fileKey.bytes(), null, MAC_INFO);
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(key, "HmacSHA256"));
      return hmac.doFinal(authenticated);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}

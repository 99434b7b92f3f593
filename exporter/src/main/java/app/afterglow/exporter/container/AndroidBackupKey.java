package app.afterglow.exporter.container;

import app.afterglow.exporter.kdf.Pbkdf2;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the lines of an encrypted Android backup say about its key.
 *
 * <p>PBKDF2-HMAC-SHA1 over password and user salt gives the user key; AES-256-CBC under it opens
 * the master key blob: length and bytes of the IV, of the master key, and of a checksum, which is
 * PBKDF2 over the master key and the checksum salt. The payload is AES-256-CBC under the master
 * key.
 */
final class AndroidBackupKey {

  private static final int MOST_ROUNDS = 10_000_000;

  private final int version;
  private final byte[] userSalt;
  private final byte[] checksumSalt;
  private final int rounds;
  private final byte[] userIv;
  private final byte[] masterKeyBlob;

  /**
   * The five lines.
   *
   * @throws IllegalArgumentException where one is malformed
   */
  AndroidBackupKey(
      int version,
      String userSalt,
      String checksumSalt,
      int rounds,
      String userIv,
      String masterKeyBlob) {
    this.version = version;
    this.userSalt = HexFormat.of().parseHex(userSalt);
    this.checksumSalt = HexFormat.of().parseHex(checksumSalt);
    this.rounds = rounds;
    this.userIv = HexFormat.of().parseHex(userIv);
    this.masterKeyBlob = HexFormat.of().parseHex(masterKeyBlob);
    if (rounds < 1 || rounds > MOST_ROUNDS || this.userIv.length != 16) {
      throw new IllegalArgumentException("malformed key lines");
    }
  }

  /** The payload's plaintext. */
  InputStream decrypt(InputStream payload, Secret password, Path file) throws IOException {
    byte[] userKey = Pbkdf2.SHA1.derive(password.bytes(), userSalt, rounds);
    byte[] blob = {};
    byte[] masterKey = {};
    try {
      blob = cipher(userKey, userIv).doFinal(masterKeyBlob);
      ByteBuffer fields = ByteBuffer.wrap(blob);
      byte[] iv = field(fields);
      masterKey = field(fields);
      byte[] checksum = field(fields);
      if (!MessageDigest.isEqual(checksum, checksum(masterKey))) {
        throw wrongPassword(file);
      }
      return new CipherInputStream(payload, cipher(masterKey, iv));
    } catch (BadPaddingException e) {
      throw wrongPassword(file);
    } catch (GeneralSecurityException | java.nio.BufferUnderflowException e) {
      // A wrong password can leave a padding that looks right over bytes that are none.
      throw wrongPassword(file);
    } finally {
      Arrays.fill(userKey, (byte) 0);
      Arrays.fill(blob, (byte) 0);
      Arrays.fill(masterKey, (byte) 0);
    }
  }

  private static WrongKeyException wrongPassword(Path file) {
    return new WrongKeyException(ContainerProblems.of("backup-password", file.getFileName()));
  }

  private static byte[] field(ByteBuffer fields) {
    byte[] field = new byte[fields.get() & 0xff];
    fields.get(field);
    return field;
  }

  /**
   * Android turns each byte of the master key into a char, sign and all, and from version 2 on
   * takes the UTF-8 of those chars as the password; version 1 takes the chars' low bytes.
   */
  private byte[] checksum(byte[] masterKey) {
    if (version == 1) {
      return Pbkdf2.SHA1.derive(masterKey, checksumSalt, rounds);
    }
    StringBuilder chars = new StringBuilder(masterKey.length);
    for (byte b : masterKey) {
      chars.append((char) b);
    }
    byte[] utf8 = chars.toString().getBytes(StandardCharsets.UTF_8);
    byte[] result = Pbkdf2.SHA1.derive(utf8, checksumSalt, rounds);
    Arrays.fill(utf8, (byte) 0);
    return result;
  }

  private static Cipher cipher(byte[] key, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    return cipher;
  }
}

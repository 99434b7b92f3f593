package app.afterglow.age;

import app.afterglow.secret.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.jspecify.annotations.Nullable;

/** The small primitives that all stanzas share. */
final class KeyWrap {

  static final int FILE_KEY_LENGTH = 16;
  static final int WRAPPED_LENGTH = FILE_KEY_LENGTH + 16;

  private static final Base64.Decoder BASE64 = Base64.getDecoder();

  private KeyWrap() {}

  /** HKDF-SHA-256 (RFC 5869), 32 bytes. */
  static byte[] hkdf(byte[] keyMaterial, byte @Nullable [] salt, byte[] info) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(keyMaterial, salt, info));
    byte[] key = new byte[32];
    generator.generateBytes(key, 0, key.length);
    return key;
  }

  /** ChaCha20-Poly1305 of a file key under a key that is used once: the nonce is all zero. */
  static byte[] seal(byte[] wrapKey, Secret fileKey) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, wrapKey).doFinal(fileKey.bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file key, or null where the wrap key is not the right one. */
  static @Nullable Secret open(byte[] wrapKey, byte[] body) {
    try {
      return Secret.owning(cipher(Cipher.DECRYPT_MODE, wrapKey).doFinal(body));
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher cipher(int mode, byte[] wrapKey) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
    cipher.init(mode, new SecretKeySpec(wrapKey, "ChaCha20"), new IvParameterSpec(new byte[12]));
    return cipher;
  }

  /** Unpadded standard Base64. */
  static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Unpadded standard Base64 in its one canonical form, or null. */
  static byte @Nullable [] canonicalBase64(String text) {
    try {
      byte[] bytes = text.indexOf('=') < 0 ? BASE64.decode(text) : null;
      return bytes != null && base64(bytes).equals(text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

package app.afterglow.exporter.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes Android backups as {@code adb backup} does, with the JDK's own PBKDF2. */
final class AndroidBackupBuilder {

  private static final int ROUNDS = 10_000;
  private final Random random = new Random(7);

  /** An unencrypted backup of these files, paths as in the backup. */
  Path plain(Path file, Map<String, byte[]> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("ANDROID BACKUP\n5\n1\nnone\n".getBytes(StandardCharsets.US_ASCII));
      try (OutputStream deflater = new DeflaterOutputStream(out)) {
        tar(deflater, files);
      }
    }
    return file;
  }

  /** The same, encrypted with a password. */
  Path encrypted(Path file, String password, Map<String, byte[]> files)
      throws IOException, GeneralSecurityException {
    byte[] userSalt = bytes(64);
    byte[] checksumSalt = bytes(64);
    byte[] userIv = bytes(16);
    byte[] masterIv = bytes(16);
    byte[] masterKey = bytes(32);
    char[] masterChars = new char[32];
    for (int i = 0; i < 32; i++) {
      masterChars[i] = (char) masterKey[i];
    }
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    for (byte[] field : new byte[][] {masterIv, masterKey, pbkdf2(masterChars, checksumSalt)}) {
      blob.write(field.length);
      blob.writeBytes(field);
    }
    byte[] sealedBlob =
        cipher(pbkdf2(password.toCharArray(), userSalt), userIv).doFinal(blob.toByteArray());
    HexFormat hex = HexFormat.of().withUpperCase();
    String header =
        "ANDROID BACKUP\n4\n1\nAES-256\n"
            + String.join(
                "\n",
                hex.formatHex(userSalt),
                hex.formatHex(checksumSalt),
                "" + ROUNDS,
                hex.formatHex(userIv),
                hex.formatHex(sealedBlob))
            + "\n";
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      try (OutputStream deflater =
          new DeflaterOutputStream(new CipherOutputStream(out, cipher(masterKey, masterIv)))) {
        tar(deflater, files);
      }
    }
    return file;
  }

  /** A TAR of these files. */
  static void tar(OutputStream out, Map<String, byte[]> files) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
      entry.setSize(file.getValue().length);
      entry.setModTime(1_600_000_000_000L);
      tar.putArchiveEntry(entry);
      tar.write(file.getValue());
      tar.closeArchiveEntry();
    }
    tar.finish();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] pbkdf2(char[] password, byte[] salt) throws GeneralSecurityException {
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
        .generateSecret(new PBEKeySpec(password, salt, ROUNDS, 256))
        .getEncoded();
  }

  private static Cipher cipher(byte[] key, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    return cipher;
  }
}

package app.afterglow.exporter.container;

import com.dd.plist.BinaryPropertyListWriter;
import com.dd.plist.NSArray;
import com.dd.plist.NSData;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.NSString;
import com.dd.plist.UID;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Writes backups as Finder does: plain ones, and encrypted ones with a keybag. */
public final class AppleBackupBuilder {

  private static final int CLASS = 3;
  private final Random random = new Random(11);
  private final byte[] classKey = bytes(32);
  private boolean listInPlain;

  /** Leaves the list of files in plain, as encrypted backups did before iOS 10.2. */
  public AppleBackupBuilder withListInPlain() {
    listInPlain = true;
    return this;
  }

  /** A folder's files as those of a domain, among some of others. */
  public static Map<String, byte[]> domain(String domain, Path folder) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("AppDomain-org.other/notes.txt", "other".getBytes(StandardCharsets.UTF_8));
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path file : below.filter(Files::isRegularFile).sorted().toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        files.put(domain + "/" + path, Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** Files by {@code DOMAIN/PATH}; encrypted where a password is given. */
  public void write(Path folder, @Nullable String password, Map<String, byte[]> files)
      throws Exception {
    Files.createDirectories(folder);
    Path manifest = folder.resolve("Manifest.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + manifest)) {
      connection
          .createStatement()
          .execute(
              "CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT,"
                  + " flags INTEGER, file BLOB)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO Files VALUES (?, ?, ?, 1, ?)")) {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          String domain = file.getKey().substring(0, file.getKey().indexOf('/'));
          String path = file.getKey().substring(domain.length() + 1);
          String id = sha1(domain + "-" + path);
          byte[] fileKey = bytes(32);
          insert.setString(1, id);
          insert.setString(2, domain);
          insert.setString(3, path);
          insert.setBytes(4, record(file.getValue().length, password == null ? null : fileKey));
          insert.executeUpdate();
          Path place = folder.resolve(id.substring(0, 2)).resolve(id);
          Files.createDirectories(place.getParent());
          Files.write(place, password == null ? file.getValue() : cbc(fileKey, file.getValue()));
        }
      }
    }
    NSDictionary properties = new NSDictionary();
    properties.put("IsEncrypted", new NSNumber(password != null));
    if (password != null) {
      properties.put("BackupKeyBag", new NSData(keybag(password)));
      if (!listInPlain) {
        byte[] manifestKey = bytes(32);
        Files.write(manifest, cbc(manifestKey, Files.readAllBytes(manifest)));
        properties.put("ManifestKey", new NSData(wrapped(manifestKey)));
      }
    }
    Files.write(
        folder.resolve("Manifest.plist"), BinaryPropertyListWriter.writeToArray(properties));
  }

  private byte[] record(long size, byte @Nullable [] fileKey) throws Exception {
    NSDictionary file = new NSDictionary();
    file.put("Size", new NSNumber(size));
    file.put("LastModified", new NSNumber(1_600_000_000L));
    NSObject[] objects = {new NSString("$null"), file, null};
    if (fileKey != null) {
      file.put("EncryptionKey", new UID("key", new byte[] {2}));
      NSDictionary key = new NSDictionary();
      key.put("NS.data", new NSData(wrapped(fileKey)));
      objects[2] = key;
    }
    NSDictionary top = new NSDictionary();
    top.put("root", new UID("root", new byte[] {1}));
    NSDictionary archive = new NSDictionary();
    archive.put("$top", top);
    archive.put("$objects", new NSArray(fileKey == null ? Arrays.copyOf(objects, 2) : objects));
    return BinaryPropertyListWriter.writeToArray(archive);
  }

  private byte[] keybag(String password) throws GeneralSecurityException {
    byte[] salt = bytes(20);
    byte[] firstSalt = bytes(20);
    byte[] first = pbkdf2("PBKDF2WithHmacSHA256", password.toCharArray(), firstSalt, 2000);
    // The second round's password is bytes: their Latin-1 chars would be encoded otherwise.
    byte[] key = hmacSha1Pbkdf2(first, salt, 500);
    ByteArrayOutputStream bag = new ByteArrayOutputStream();
    tag(bag, "VERS", number(5));
    tag(bag, "TYPE", number(1));
    tag(bag, "UUID", bytes(16));
    tag(bag, "WRAP", number(0));
    tag(bag, "SALT", salt);
    tag(bag, "ITER", number(500));
    tag(bag, "DPSL", firstSalt);
    tag(bag, "DPIC", number(2000));
    for (int number = 1; number <= 4; number++) {
      tag(bag, "UUID", bytes(16));
      tag(bag, "CLAS", number(number));
      tag(bag, "WRAP", number(2));
      tag(bag, "KTYP", number(0));
      tag(bag, "WPKY", wrap(key, number == CLASS ? classKey : bytes(32)));
    }
    return bag.toByteArray();
  }

  private byte[] wrapped(byte[] key) throws GeneralSecurityException {
    return ByteBuffer.allocate(44)
        .put(new byte[] {CLASS, 0, 0, 0})
        .put(wrap(classKey, key))
        .array();
  }

  private static byte[] wrap(byte[] wrappingKey, byte[] key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AESWrap");
    cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
    return cipher.wrap(new SecretKeySpec(key, "AES"));
  }

  private static byte[] cbc(byte[] key, byte[] content) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    return cipher.doFinal(content);
  }

  private static byte[] pbkdf2(String name, char[] password, byte[] salt, int iterations)
      throws GeneralSecurityException {
    return SecretKeyFactory.getInstance(name)
        .generateSecret(new PBEKeySpec(password, salt, iterations, 256))
        .getEncoded();
  }

  /** PBKDF2 over a password of bytes, by the RFC's own definition. */
  private static byte[] hmacSha1Pbkdf2(byte[] password, byte[] salt, int iterations)
      throws GeneralSecurityException {
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(password, "HmacSHA1"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int block = 1; out.size() < 32; block++) {
      byte[] u = mac.doFinal(ByteBuffer.allocate(salt.length + 4).put(salt).putInt(block).array());
      byte[] sum = u.clone();
      for (int i = 1; i < iterations; i++) {
        u = mac.doFinal(u);
        for (int j = 0; j < sum.length; j++) {
          sum[j] = (byte) (sum[j] ^ u[j]);
        }
      }
      out.writeBytes(sum);
    }
    return Arrays.copyOf(out.toByteArray(), 32);
  }

  private static void tag(ByteArrayOutputStream bag, String tag, byte[] value) {
    bag.writeBytes(tag.getBytes(StandardCharsets.US_ASCII));
    bag.writeBytes(number(value.length));
    bag.writeBytes(value);
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String sha1(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}

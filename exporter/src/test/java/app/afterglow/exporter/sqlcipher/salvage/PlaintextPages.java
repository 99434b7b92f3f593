package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A second reader of SQLCipher 4 and 3 files, for tests: says on which pages each row of a whole
 * database stands, and puts changed pages back so that they authenticate. Written from the
 * specification and sharing nothing with the code it checks.
 */
public final class PlaintextPages {

  private final Path file;
  private final String hmac;
  private final int reserve;
  private final byte[] key;
  private final byte[] hmacKey;
  private final int pageSize;

  /** Of SQLCipher 4. */
  PlaintextPages(TestStore store) throws IOException, GeneralSecurityException {
    this(store.file(), store.pageSize(), TestStore.PASSPHRASE, "HmacSHA512", 256_000, 80);
  }

  private PlaintextPages(
      Path file, int pageSize, String passphrase, String hmac, int iterations, int reserve)
      throws IOException, GeneralSecurityException {
    this.file = file;
    this.pageSize = pageSize;
    this.hmac = hmac;
    this.reserve = reserve;
    byte[] salt = new byte[16];
    try (var in = Files.newInputStream(file)) {
      in.readNBytes(salt, 0, 16);
    }
    this.key = pbkdf2(passphrase, salt, iterations);
    for (int i = 0; i < 16; i++) {
      salt[i] ^= 0x3a;
    }
    Mac mac = Mac.getInstance(hmac);
    mac.init(new SecretKeySpec(key, hmac));
    // One block of SHA-1 is less than a key, so there are two.
    ByteBuffer keys = ByteBuffer.allocate(128);
    for (int block = 1; block <= 2; block++) {
      byte[] one = mac.doFinal(ByteBuffer.allocate(20).put(salt).putInt(block).array());
      byte[] two = mac.doFinal(one);
      for (int i = 0; i < one.length; i++) {
        keys.put((byte) (one[i] ^ two[i]));
      }
    }
    this.hmacKey = Arrays.copyOf(keys.array(), 32);
  }

  /** Of SQLCipher 3, with pages of 1024 bytes. */
  public static PlaintextPages ofVersion3(Path file, String passphrase)
      throws IOException, GeneralSecurityException {
    return new PlaintextPages(file, 1024, passphrase, "HmacSHA1", 64_000, 48);
  }

  private byte[] pbkdf2(String passphrase, byte[] salt, int iterations)
      throws GeneralSecurityException {
    return SecretKeyFactory.getInstance("PBKDF2With" + hmac)
        .generateSecret(new PBEKeySpec(passphrase.toCharArray(), salt, iterations, 256))
        .getEncoded();
  }

  byte[] key() {
    return key.clone();
  }

  /** A page's plaintext. */
  public byte[] read(int number) throws IOException, GeneralSecurityException {
    byte[] stored = stored(number);
    int from = number == 1 ? 16 : 0;
    Cipher aes = Cipher.getInstance("AES/CBC/NoPadding");
    aes.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new IvParameterSpec(stored, pageSize - reserve, 16));
    byte[] plain = aes.doFinal(stored, from, pageSize - reserve - from);
    return ByteBuffer.allocate(pageSize).position(from).put(plain).array();
  }

  /** Puts a page back, encrypted and authentic, whatever stands in it. */
  public void write(int number, byte[] plain) throws IOException, GeneralSecurityException {
    byte[] stored = stored(number);
    int from = number == 1 ? 16 : 0;
    int end = pageSize - reserve;
    Cipher aes = Cipher.getInstance("AES/CBC/NoPadding");
    aes.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(stored, end, 16));
    aes.doFinal(plain, from, end - from, stored, from);
    Mac mac = Mac.getInstance(hmac);
    mac.init(new SecretKeySpec(hmacKey, hmac));
    mac.update(stored, from, end - from + 16);
    mac.update(ByteBuffer.allocate(4).putInt(Integer.reverseBytes(number)).array());
    byte[] tag = mac.doFinal();
    System.arraycopy(tag, 0, stored, end + 16, tag.length);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(stored), (number - 1L) * pageSize);
    }
  }

  private byte[] stored(int number) throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      ByteBuffer page = ByteBuffer.allocate(pageSize);
      channel.position((number - 1L) * pageSize);
      while (page.hasRemaining() && channel.read(page) >= 0) {
        // Reads on.
      }
      return page.array();
    }
  }

  /**
   * Where a table's rows stand.
   *
   * @param rows for each rowid its leaf and its overflow pages, in order
   * @param inner the tree's inner pages, the root first
   */
  public record Places(Map<Long, Set<Integer>> rows, List<Integer> inner) {}

  /** Where the rows of the table with this first page stand. */
  public Places places(int root) throws IOException, GeneralSecurityException {
    Places places = new Places(new HashMap<>(), new ArrayList<>());
    walk(root, places);
    return places;
  }

  private void walk(int number, Places places) throws IOException, GeneralSecurityException {
    byte[] page = read(number);
    ByteBuffer b = ByteBuffer.wrap(page);
    int head = number == 1 ? 100 : 0;
    int cells = Short.toUnsignedInt(b.getShort(head + 3));
    if (page[head] == 5) {
      places.inner.add(number);
      for (int i = 0; i < cells; i++) {
        walk(b.getInt(Short.toUnsignedInt(b.getShort(head + 12 + 2 * i))), places);
      }
      walk(b.getInt(head + 8), places);
      return;
    }
    int usable = pageSize - reserve;
    for (int i = 0; i < cells; i++) {
      b.position(Short.toUnsignedInt(b.getShort(head + 8 + 2 * i)));
      long length = varint(b);
      Set<Integer> pages = new LinkedHashSet<>(Set.of(number));
      places.rows.put(varint(b), pages);
      int max = usable - 35;
      if (length > max) {
        int min = (usable - 12) * 32 / 255 - 23;
        long k = min + (length - min) % (usable - 4);
        b.position(b.position() + (int) (k <= max ? k : min));
        for (int next = b.getInt(); next != 0; ) {
          pages.add(next);
          next = ByteBuffer.wrap(Arrays.copyOf(read(next), 4)).getInt();
        }
      }
    }
  }

  private static long varint(ByteBuffer b) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      byte next = b.get();
      value = value << 7 | next & 0x7f;
      if (next >= 0) {
        return value;
      }
    }
    return value << 8 | b.get() & 0xff;
  }
}

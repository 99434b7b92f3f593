package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
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
 * A second reader of SQLCipher 4 files, for tests: says on which pages each row of a whole database
 * stands, and puts changed pages back so that they authenticate. Written from the specification and
 * sharing nothing with the code it checks.
 */
final class PlaintextPages {

  private static final int RESERVE = 80;

  private final TestStore store;
  private final byte[] key;
  private final byte[] hmacKey;
  private final int pageSize;

  PlaintextPages(TestStore store) throws IOException, GeneralSecurityException {
    this.store = store;
    this.pageSize = store.pageSize();
    byte[] salt = new byte[16];
    try (var in = Files.newInputStream(store.file())) {
      in.readNBytes(salt, 0, 16);
    }
    SecretKeyFactory pbkdf2 = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512");
    this.key =
        pbkdf2
            .generateSecret(new PBEKeySpec(TestStore.PASSPHRASE.toCharArray(), salt, 256_000, 256))
            .getEncoded();
    for (int i = 0; i < 16; i++) {
      salt[i] ^= 0x3a;
    }
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(new SecretKeySpec(key, "HmacSHA512"));
    byte[] one = mac.doFinal(ByteBuffer.allocate(20).put(salt).putInt(1).array());
    byte[] two = mac.doFinal(one);
    this.hmacKey = new byte[32];
    for (int i = 0; i < 32; i++) {
      hmacKey[i] = (byte) (one[i] ^ two[i]);
    }
  }

  byte[] key() {
    return key.clone();
  }

  /** A page's plaintext. */
  byte[] read(int number) throws IOException, GeneralSecurityException {
    byte[] stored = stored(number);
    int from = number == 1 ? 16 : 0;
    Cipher aes = Cipher.getInstance("AES/CBC/NoPadding");
    aes.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new IvParameterSpec(stored, pageSize - RESERVE, 16));
    byte[] plain = aes.doFinal(stored, from, pageSize - RESERVE - from);
    return ByteBuffer.allocate(pageSize).position(from).put(plain).array();
  }

  /** Puts a page back, encrypted and authentic, whatever stands in it. */
  void write(int number, byte[] plain) throws IOException, GeneralSecurityException {
    byte[] stored = stored(number);
    int from = number == 1 ? 16 : 0;
    int end = pageSize - RESERVE;
    Cipher aes = Cipher.getInstance("AES/CBC/NoPadding");
    aes.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(stored, end, 16));
    aes.doFinal(plain, from, end - from, stored, from);
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(new SecretKeySpec(hmacKey, "HmacSHA512"));
    mac.update(stored, from, end - from + 16);
    mac.update(ByteBuffer.allocate(4).putInt(Integer.reverseBytes(number)).array());
    System.arraycopy(mac.doFinal(), 0, stored, end + 16, 64);
    store.write((number - 1L) * pageSize, stored);
  }

  private byte[] stored(int number) throws IOException {
    try (var channel = Files.newByteChannel(store.file())) {
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
   * @param rows for each rowid its leaf and its overflow pages
   * @param inner the tree's inner pages, the root first
   */
  record Places(Map<Long, Set<Integer>> rows, List<Integer> inner) {}

  Places places(int root) throws IOException, GeneralSecurityException {
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
    int usable = pageSize - RESERVE;
    for (int i = 0; i < cells; i++) {
      b.position(Short.toUnsignedInt(b.getShort(head + 8 + 2 * i)));
      long length = varint(b);
      Set<Integer> pages = new HashSet<>(Set.of(number));
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

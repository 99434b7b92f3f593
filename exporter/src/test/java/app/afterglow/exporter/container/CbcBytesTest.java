package app.afterglow.exporter.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CbcBytesTest {

  @TempDir private Path folder;
  private final Random random = new Random(9);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 4096, 100_003})
  void givesEveryPieceOfWhatWasEncrypted(int length) throws Exception {
    byte[] key = bytes(32);
    byte[] plain = bytes(length);
    Path file = folder.resolve("f");
    Files.write(file, encrypted(key, plain, "AES/CBC/PKCS5Padding"));

    try (CbcBytes bytes = CbcBytes.open(file, key)) {
      assertThat(bytes.size()).isEqualTo(length);
      for (int i = 0; i < 200; i++) {
        int from = random.nextInt(length + 1);
        ByteBuffer into = ByteBuffer.allocate(1 + random.nextInt(5000));
        int count = bytes.read(into, from);
        if (from == length) {
          assertThat(count).isEqualTo(-1);
        } else {
          assertThat(count).isEqualTo(Math.min(into.capacity(), length - from));
          assertThat(Arrays.copyOf(into.array(), count))
              .isEqualTo(Arrays.copyOfRange(plain, from, from + count));
        }
      }
    }
  }

  @Test
  void needsNoPadding() throws Exception {
    byte[] key = bytes(32);
    byte[] plain = bytes(64);
    Path file = folder.resolve("f");
    Files.write(file, encrypted(key, plain, "AES/CBC/NoPadding"));

    try (CbcBytes bytes = CbcBytes.open(file, key)) {
      ByteBuffer into = ByteBuffer.allocate(64);
      assertThat(bytes.size()).isEqualTo(64);
      assertThat(bytes.read(into, 0)).isEqualTo(64);
      assertThat(into.array()).isEqualTo(plain);
    }
  }

  private static byte[] encrypted(byte[] key, byte[] plain, String how) throws Exception {
    Cipher cipher = Cipher.getInstance(how);
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    return cipher.doFinal(plain);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}

package app.afterglow.exporter.wickr.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFileTest {

  /** Makes every file a large one. */
  private static final int NONE_IS_SMALL = -1;

  @TempDir Path folder;

  private final byte[] plain = new byte[300_001];
  private final byte[] nonce = new byte[12];
  private final Secret key = Secret.owning(new byte[32]);
  private Path file;

  @BeforeEach
  void sealFile() throws IOException {
    Random random = new Random(7);
    random.nextBytes(plain);
    random.nextBytes(nonce);
    random.nextBytes(key.bytes());
    file = Files.write(folder.resolve("file"), CipherResult.seal(key.bytes(), nonce, plain));
  }

  @Test
  void decryptsLargeFileInPiecesOfAnySize() throws Exception {
    try (InputStream in = SealedFile.open(file, key, NONE_IS_SMALL)) {
      assertThat(in.readNBytes(1)).containsExactly(plain[0]);
      assertThat(in.readNBytes(70_000)).isEqualTo(java.util.Arrays.copyOfRange(plain, 1, 70_001));
      assertThat(in.readAllBytes())
          .isEqualTo(java.util.Arrays.copyOfRange(plain, 70_001, plain.length));
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void releasesNothingOfALargeFileWithOneChangedBit() throws IOException {
    byte[] sealed = Files.readAllBytes(file);
    sealed[sealed.length - 1] ^= 1;
    Files.write(file, sealed);

    assertThatThrownBy(() -> SealedFile.open(file, key, NONE_IS_SMALL).close())
        .isInstanceOf(NotAuthenticException.class);
  }

  @Test
  void noticesAFileThatChangesAfterItWasAuthenticated() throws Exception {
    try (InputStream in = SealedFile.open(file, key, NONE_IS_SMALL)) {
      byte[] sealed = Files.readAllBytes(file);
      sealed[200_000] ^= 1;
      Files.write(file, sealed);

      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(FileChangedException.class)
          .hasMessageContaining("tag");
    }
  }

  @Test
  void noticesAFileThatIsCutAfterItWasAuthenticated() throws Exception {
    try (InputStream in = SealedFile.open(file, key, NONE_IS_SMALL)) {
      Files.write(file, new byte[40]);

      assertThatThrownBy(in::readAllBytes).isInstanceOf(FileChangedException.class);
    }
  }

  @Test
  void computesTheTagOfHugeFilesAsThatOfOthers() throws GeneralSecurityException {
    for (int length : new int[] {0, 1, 15, 16, 17, 4096, 100_003}) {
      byte[] text = java.util.Arrays.copyOf(plain, length);
      byte[] sealed = CipherResult.seal(key.bytes(), nonce, text);
      GcmTag huge = GcmTag.of(key.bytes(), nonce, length, -1);
      int half = length / 3;
      huge.add(sealed, CipherResult.OVERHEAD, text, half);
      huge.add(
          sealed,
          CipherResult.OVERHEAD + half,
          java.util.Arrays.copyOfRange(text, half, length),
          length - half);

      assertThat(huge).isInstanceOf(GcmTag.Hashing.class);
      assertThat(huge.finish()).isEqualTo(CipherResult.tag(sealed));
    }
  }
}

package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageOneTest {

  @TempDir Path folder;

  @Test
  void tellsTheRightKeyFromAWrongOne() throws Exception {
    byte[] head = head(CipherScheme.V3);

    try (KeyMaterial right = passphrase(TestStore.PASSPHRASE);
        KeyMaterial wrong = passphrase(TestStore.PASSPHRASE + " ")) {
      assertThat(PageOne.authenticates(head, right, CipherScheme.V3)).isTrue();
      assertThat(PageOne.authenticates(head, wrong, CipherScheme.V3)).isFalse();
      assertThat(PageOne.authenticates(head, right, CipherScheme.V2)).isFalse();
      assertThat(PageOne.authenticates(Arrays.copyOf(head, 1000), right, CipherScheme.V3))
          .isFalse();
    }
  }

  @Test
  void findsThePageSize() throws Exception {
    for (int size : List.of(1024, 4096, 16384, 65536)) {
      byte[] head = head(CipherScheme.V2.withPageSize(size));
      try (KeyMaterial key = passphrase(TestStore.PASSPHRASE)) {
        assertThat(PageOne.fit(head, key, CipherScheme.V2))
            .contains(CipherScheme.V2.withPageSize(size));
        assertThat(PageOne.fit(head, key, CipherScheme.V3)).isEmpty();
      }
    }
  }

  @Test
  void takesARawKeyWithOrWithoutItsSalt() throws Exception {
    TestStore store = MessageStore.make(folder.resolve("raw.db"), CipherScheme.V4, 20, 1);
    byte[] head = Files.readAllBytes(store.file());
    byte[] key = new PlaintextPages(store).key();

    try (KeyMaterial bare = KeyMaterial.rawKey(Secret.copyOf(key));
        KeyMaterial salted = KeyMaterial.rawKey(Secret.copyOf(key), Arrays.copyOf(head, 16))) {
      assertThat(PageOne.authenticates(head, bare, CipherScheme.V4)).isTrue();
      byte[] lost = head.clone();
      Arrays.fill(lost, 0, 16, (byte) 0);
      assertThat(PageOne.authenticates(lost, bare, CipherScheme.V4)).isFalse();
      assertThat(PageOne.authenticates(lost, salted, CipherScheme.V4)).isTrue();
    }
  }

  private byte[] head(CipherScheme scheme) throws Exception {
    Path file = folder.resolve(scheme.pageSize() + ".db");
    return Files.readAllBytes(MessageStore.make(file, scheme, 20, 1).file());
  }

  private static KeyMaterial passphrase(String text) {
    return KeyMaterial.passphrase(Secret.copyOf(text.getBytes(StandardCharsets.UTF_8)));
  }
}

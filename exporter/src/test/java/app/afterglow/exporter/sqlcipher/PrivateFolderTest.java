package app.afterglow.exporter.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {

  @TempDir Path parent;

  @Test
  void goesWithAllThatIsInIt() throws IOException {
    try (PrivateFolder folder = PrivateFolder.create(parent, true)) {
      Files.writeString(folder.path().resolve("copy.sqlite"), "secret");
    }

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void wipesWhatAKilledRunLeft() throws IOException {
    Path left = Files.createDirectory(parent.resolve("afterglow-0011223344556677"));
    Files.writeString(left.resolve("copy.sqlite"), "secret");
    Files.createFile(parent.resolve("afterglow-0011223344556677.lock"));

    try (PrivateFolder folder = PrivateFolder.create(parent, true)) {
      assertThat(left).doesNotExist();
      assertThat(folder.path()).isEmptyDirectory();
    }

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void leavesAloneWhatAnotherRunUses() throws IOException {
    try (PrivateFolder used = PrivateFolder.create(parent, true)) {
      Path copy = Files.writeString(used.path().resolve("copy.sqlite"), "secret");

      try (PrivateFolder folder = PrivateFolder.create(parent, true)) {
        assertThat(folder.path()).isNotEqualTo(used.path());
        assertThat(copy).hasContent("secret");
      }
    }
  }

  @Test
  void leavesAloneWhatHasNoLock() throws IOException {
    Path other = Files.createDirectory(parent.resolve("afterglow-pictures"));
    Files.writeString(other.resolve("mine.txt"), "mine");

    try (PrivateFolder _ = PrivateFolder.create(parent, true)) {
      assertThat(other.resolve("mine.txt")).hasContent("mine");
    }
  }

  @Test
  void followsNoLink() throws IOException {
    Path mine = Files.createDirectory(parent.resolve("mine"));
    Files.writeString(mine.resolve("precious.txt"), "mine");
    Files.createSymbolicLink(parent.resolve("afterglow-aa"), mine);
    Files.createFile(parent.resolve("afterglow-aa.lock"));

    try (PrivateFolder _ = PrivateFolder.create(parent, true)) {
      assertThat(mine.resolve("precious.txt")).hasContent("mine");
    }
  }
}

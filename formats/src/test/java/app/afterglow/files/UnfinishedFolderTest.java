package app.afterglow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnfinishedFolderTest {

  /** What a process leaves that is killed between two steps. */
  enum Left {
    FOLDER_WITHOUT_MARKER {
      @Override
      void make(Path part) throws IOException {
        Files.createDirectory(part);
      }
    },
    MARKER_ALONE {
      @Override
      void make(Path part) throws IOException {
        Files.createDirectory(part);
        Files.createFile(part.resolve(".afterglow-unfinished"));
      }
    },
    SOME_CONTENT {
      @Override
      void make(Path part) throws IOException {
        MARKER_ALONE.make(part);
        Files.createDirectories(part.resolve("out/a"));
        Files.writeString(part.resolve("out/a/old.txt"), "old");
      }
    },
    CONTENT_BESIDE_THE_MARKER {
      @Override
      void make(Path part) throws IOException {
        MARKER_ALONE.make(part);
        Files.writeString(part.resolve("old.txt"), "old");
      }
    };

    abstract void make(Path part) throws IOException;
  }

  @TempDir Path folder;
  private Path target;
  private Path part;

  @BeforeEach
  void names() {
    target = folder.resolve("out");
    part = folder.resolve("out.part");
  }

  private void write() throws IOException {
    try (UnfinishedFolder unfinished = UnfinishedFolder.begin(target)) {
      Files.writeString(unfinished.content().resolve("new.txt"), "new");
      assertThat(target.resolve("new.txt")).doesNotExist();
      unfinished.flush();
      unfinished.finish();
    }
  }

  private void assertWhole() {
    assertThat(target).isDirectoryContaining("glob:**/new.txt");
    assertThat(target.toFile().list()).containsExactly("new.txt");
    assertThat(folder.toFile().list()).containsExactly("out");
  }

  @Test
  void appearsWhenItIsWhole() throws IOException {
    write();

    assertWhole();
  }

  @ParameterizedTest
  @EnumSource
  void takesAwayWhatAKilledRunLeft(Left left) throws IOException {
    left.make(part);

    write();

    assertWhole();
  }

  @Test
  void fillsAnEmptyFolder() throws IOException {
    Files.createDirectory(target);

    write();

    assertWhole();
  }

  @Test
  void makesTheFoldersAboveIt() throws IOException {
    target = folder.resolve("new/out");

    write();

    assertThat(target.resolve("new.txt")).hasContent("new");
  }

  @Test
  void takesAwayWhatIsNotFinished() throws IOException {
    try (UnfinishedFolder unfinished = UnfinishedFolder.begin(target)) {
      Files.writeString(unfinished.content().resolve("new.txt"), "new");
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesATargetAloneThatHoldsSomething() throws IOException {
    Files.createDirectory(target);
    Files.writeString(target.resolve("mine.txt"), "mine");

    assertThatThrownBy(this::write).isInstanceOf(UsageException.class);

    assertThat(target.resolve("mine.txt")).hasContent("mine");
    assertThat(part).doesNotExist();
  }

  @Test
  void leavesAFileAloneThatCameToBeAtTheTarget() throws IOException {
    try (UnfinishedFolder unfinished = UnfinishedFolder.begin(target)) {
      Files.writeString(target, "mine");

      assertThatThrownBy(unfinished::finish).isInstanceOf(UsageException.class);
    }

    assertThat(target).hasContent("mine");
  }

  @Test
  void leavesSomebodyElsesFolderAlone() throws IOException {
    Files.createDirectory(part);
    Files.writeString(part.resolve("precious.txt"), "mine");

    assertThatThrownBy(this::write)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("out.part");

    assertThat(part.resolve("precious.txt")).hasContent("mine");
    assertThat(target).doesNotExist();
  }

  @Test
  void leavesSomebodyElsesFileAlone() throws IOException {
    Files.writeString(part, "mine");

    assertThatThrownBy(this::write).isInstanceOf(UsageException.class);

    assertThat(part).hasContent("mine");
  }

  @Test
  void leavesAloneWhatAnotherRunIsWriting() throws IOException {
    try (UnfinishedFolder other = UnfinishedFolder.begin(target)) {
      Files.writeString(other.content().resolve("new.txt"), "new");

      assertThatThrownBy(this::write)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("Another run is writing");

      other.finish();
    }

    assertWhole();
  }

  @Test
  void followsNoLink() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(part, elsewhere);

    assertThatThrownBy(this::write).isInstanceOf(UsageException.class);

    assertThat(elsewhere).isEmptyDirectory();
    assertThat(part).isSymbolicLink();
  }

  @Test
  void belongsToItsOwnerAlone() throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "skipped: no such permissions on this system");
    try (UnfinishedFolder unfinished = UnfinishedFolder.begin(target)) {
      assertThat(permissions(part)).isEqualTo("rwx------");
      unfinished.finish();
    }

    assertThat(permissions(target)).isEqualTo("rwx------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}

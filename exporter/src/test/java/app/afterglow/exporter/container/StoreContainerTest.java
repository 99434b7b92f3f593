package app.afterglow.exporter.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreContainerTest {

  private static final StoreMarkers MARKERS =
      new StoreMarkers(List.of("databases/wickr_db", "wickrLocal.sqlite"));
  private static final byte[] DATABASE = Archives.content(5000);
  private static final byte[] ATTACHMENT = Archives.content(70_001);

  @TempDir private Path folder;
  private Path into = Path.of("");

  @BeforeEach
  void makePrivateFolder() throws IOException {
    into = Files.createDirectories(folder.resolve("private/unpacked"));
  }

  @Test
  void unpacksPlainAndroidBackup() throws Exception {
    Path backup = new AndroidBackupBuilder().plain(folder.resolve("b.ab"), androidFiles());

    boolean found = unpack(backup, null);

    assertThat(found).isTrue();
    assertThat(Archives.files(into))
        .containsOnlyKeys(
            "apps/com.mywickr.wickr2/databases/wickr_db",
            "apps/com.mywickr.wickr2/files/enc/guid-1",
            "apps/com.mywickr.wickr2/files/sk.wic")
        .containsEntry("apps/com.mywickr.wickr2/files/enc/guid-1", ATTACHMENT)
        .containsEntry("apps/com.mywickr.wickr2/databases/wickr_db", DATABASE);
  }

  @Test
  void unpacksEncryptedAndroidBackupWithItsPassword() throws Exception {
    Path backup =
        new AndroidBackupBuilder().encrypted(folder.resolve("b.ab"), "pässword", androidFiles());

    assertThat(unpack(backup, "pässword")).isTrue();

    assertThat(Archives.files(into))
        .containsEntry("apps/com.mywickr.wickr2/databases/wickr_db", DATABASE);
    assertThatThrownBy(() -> unpack(backup, "password")).isInstanceOf(WrongKeyException.class);
    assertThatThrownBy(() -> unpack(backup, null)).isInstanceOf(WrongKeyException.class);
  }

  @Test
  void unpacksAppleBackups() throws Exception {
    for (String password : new @Nullable String[] {null, "s3cret"}) {
      Path backup = folder.resolve("apple-" + password);
      new AppleBackupBuilder().write(backup, password, appleFiles());
      makeEmpty();

      assertThat(unpack(backup, password)).isTrue();

      assertThat(Archives.files(into))
          .containsOnlyKeys(
              "AppDomainGroup-group.com.mywickr.wickr/wickrLocal.sqlite",
              "AppDomainGroup-group.com.mywickr.wickr/Files/guid-1")
          .containsEntry("AppDomainGroup-group.com.mywickr.wickr/Files/guid-1", ATTACHMENT);
    }
  }

  @Test
  void unpacksEncryptedAppleBackupWhoseListIsInPlain() throws Exception {
    Path backup = folder.resolve("apple");
    new AppleBackupBuilder().withListInPlain().write(backup, "s3cret", appleFiles());

    assertThat(unpack(backup, "s3cret")).isTrue();

    assertThat(Archives.files(into))
        .containsEntry("AppDomainGroup-group.com.mywickr.wickr/Files/guid-1", ATTACHMENT);
    assertThatThrownBy(() -> unpack(backup, "wrong")).isInstanceOf(WrongKeyException.class);
  }

  @Test
  void refusesWrongPasswordOfAppleBackup() throws Exception {
    Path backup = folder.resolve("apple");
    new AppleBackupBuilder().write(backup, "right", appleFiles());

    assertThatThrownBy(() -> unpack(backup, "wrong")).isInstanceOf(WrongKeyException.class);
    assertThatThrownBy(() -> unpack(backup, null)).isInstanceOf(WrongKeyException.class);
  }

  @Test
  void findsStoreInBackupInsideArchiveAtAnyDepth() throws Exception {
    Path backup = new AndroidBackupBuilder().plain(folder.resolve("b.ab"), androidFiles());
    Map<String, byte[]> inner = new LinkedHashMap<>();
    inner.put("extraction/phone 1/backup.ab", Files.readAllBytes(backup));
    inner.put("extraction/data/data/com.mywickr.wickr2/databases/wickr_db", DATABASE);
    inner.put("extraction/unrelated.zip", "PK no".getBytes(StandardCharsets.UTF_8));
    Path tarball = folder.resolve("case.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(tarball))) {
      AndroidBackupBuilder.tar(out, inner);
    }

    assertThat(
            unpack(
                Archives.zip(
                    folder.resolve("case.zip"), Map.of("c/case.tgz", Files.readAllBytes(tarball))),
                null))
        .isTrue();

    assertThat(Archives.files(into).keySet())
        .contains(
            "c/case.tgz/extraction/data/data/com.mywickr.wickr2/databases/wickr_db",
            "c/case.tgz/extraction/phone 1/backup.ab/apps/com.mywickr.wickr2/files/sk.wic");
  }

  @Test
  void keepsHostilePathsInside() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("../../../evil/databases/wickr_db", DATABASE);
    files.put("../../../evil/..\\..\\x", DATABASE);
    files.put("/absolute/databases/wickr_db", DATABASE);
    files.put("C:\\windows\\databases\\wickr_db", DATABASE);

    assertThat(unpack(Archives.zip(folder.resolve("hostile.zip"), files), null)).isTrue();

    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).filter(f -> !f.startsWith(into)))
          .containsExactly(folder.resolve("hostile.zip"));
    }
    assertThat(Archives.files(into)).hasSize(4);
  }

  @Test
  void saysWhatIsNoContainer() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello");

    assertThat(StoreContainer.isOne(text)).isFalse();
    assertThatThrownBy(() -> unpack(text, null)).isInstanceOf(UnsupportedInputException.class);
    assertThat(unpack(Archives.zip(folder.resolve("other.zip"), Map.of("a/b.txt", DATABASE)), null))
        .isFalse();
  }

  @Test
  void damagedContainersEndInAnErrorAndNoRemains() throws Exception {
    Path whole = new AndroidBackupBuilder().encrypted(folder.resolve("b.ab"), "p", androidFiles());
    byte[] bytes = Files.readAllBytes(whole);
    Random random = new Random(3);

    for (int i = 0; i < 60; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(folder.resolve("damaged.ab"), damaged);
      makeEmpty();
      try {
        unpack(file, "p");
      } catch (AfterglowException e) {
        assertThat(e.problem().next(java.util.Locale.ROOT)).doesNotContain("{");
      }
    }
    Path cut = Files.write(folder.resolve("cut.ab"), java.util.Arrays.copyOf(bytes, 3000));
    assertThatThrownBy(() -> unpack(cut, "p")).isInstanceOf(DamagedInputException.class);
    try (Stream<Path> beside = Files.list(into.toAbsolutePath().getParent())) {
      assertThat(beside).containsExactly(into);
    }
  }

  private boolean unpack(Path container, @Nullable String password) throws IOException {
    if (password == null) {
      return StoreContainer.unpack(container, MARKERS, ContainerKeys.none(), into, Progress.SILENT);
    }
    try (ContainerKeys keys =
        new ContainerKeys(Secret.ofChars(password.toCharArray()), List.of())) {
      return StoreContainer.unpack(container, MARKERS, keys, into, Progress.SILENT);
    }
  }

  private void makeEmpty() throws IOException {
    try (Stream<Path> files = Files.walk(into)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!file.equals(into)) {
          Files.delete(file);
        }
      }
    }
  }

  private static Map<String, byte[]> androidFiles() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("apps/org.other/f/notes.txt", "other".getBytes(StandardCharsets.UTF_8));
    files.put("apps/com.mywickr.wickr2/f/sk.wic", Archives.content(118));
    files.put("apps/com.mywickr.wickr2/db/wickr_db", DATABASE);
    files.put("apps/com.mywickr.wickr2/f/enc/guid-1", ATTACHMENT);
    return files;
  }

  private static Map<String, byte[]> appleFiles() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("AppDomain-org.other/notes.txt", "other".getBytes(StandardCharsets.UTF_8));
    files.put("AppDomainGroup-group.com.mywickr.wickr/wickrLocal.sqlite", DATABASE);
    files.put("AppDomainGroup-group.com.mywickr.wickr/Files/guid-1", ATTACHMENT);
    return files;
  }
}

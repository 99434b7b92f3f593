package app.afterglow.exporter.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
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
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apple backups whose folders stand somewhere in a ZIP or TAR. */
class ArchivedAppleBackupTest {

  private static final StoreMarkers MARKERS = new StoreMarkers(List.of("wickrLocal.sqlite"));
  private static final String GROUP = "AppDomainGroup-group.com.mywickr.wickr";
  private static final byte[] DATABASE = Archives.content(5000);
  private static final byte[] ATTACHMENT = Archives.content(70_001);
  private static final String PASSWORD = "s3cret";

  @TempDir private Path folder;
  private Path into = Path.of("");

  @BeforeEach
  void makePrivateFolder() throws IOException {
    into = Files.createDirectories(folder.resolve("private/unpacked"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00008030-0011/", "case 7/phones/Backup/00008030-0011/"})
  void readsItAtAnyDepthOfZip(String place) throws Exception {
    Path zip = Archives.zip(folder.resolve("phone.zip"), backup(place, PASSWORD));

    assertThat(unpack(zip, PASSWORD)).isTrue();

    assertThat(Archives.files(into))
        .containsOnlyKeys(place + GROUP + "/wickrLocal.sqlite", place + GROUP + "/Files/guid-1")
        .containsEntry(place + GROUP + "/Files/guid-1", ATTACHMENT);
  }

  @Test
  void readsItOutOfTarInsideZip() throws Exception {
    Path tarball = folder.resolve("case.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(tarball))) {
      AndroidBackupBuilder.tar(out, backup("x/y/", null));
    }

    assertThat(
            unpack(
                Archives.zip(
                    folder.resolve("c.zip"), Map.of("c/t.tgz", Files.readAllBytes(tarball))),
                null))
        .isTrue();

    assertThat(Archives.files(into))
        .containsEntry("c/t.tgz/x/y/" + GROUP + "/wickrLocal.sqlite", DATABASE);
  }

  @Test
  void readsEachOfSeveral() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>(backup("one/", PASSWORD));
    files.putAll(backup("two/", null));

    assertThat(unpack(Archives.zip(folder.resolve("phones.zip"), files), PASSWORD)).isTrue();

    assertThat(Archives.files(into).keySet())
        .contains("one/" + GROUP + "/wickrLocal.sqlite", "two/" + GROUP + "/wickrLocal.sqlite");
  }

  @Test
  void passesThroughArchiveAsOftenAsItHasTo() throws Exception {
    Path zip = Archives.zip(folder.resolve("phone.zip"), backup("p/", PASSWORD));
    Path manifests = Files.createDirectories(folder.resolve("manifests"));
    backup("", PASSWORD)
        .forEach(
            (path, bytes) -> {
              if (path.startsWith("Manifest")) {
                write(manifests.resolve(path), bytes);
              }
            });
    Map<String, byte[]> found = new TreeMap<>();

    try (Secret password = Secret.ofChars(PASSWORD.toCharArray());
        Entries archive = new ZipEntries(zip);
        Entries backup =
            new ArchivedAppleBackup(
                archive, "p/", AppleManifest.open(manifests, zip, password), 1)) {
      backup.visit(
          path -> path.startsWith(GROUP),
          (path, modified, content) -> {
            try (var in = content.open()) {
              found.put(path, in.readAllBytes());
            }
          });
    }

    assertThat(found)
        .containsEntry(GROUP + "/wickrLocal.sqlite", DATABASE)
        .containsEntry(GROUP + "/Files/guid-1", ATTACHMENT)
        .hasSize(2);
  }

  @Test
  void wantsItsPassword() throws Exception {
    Path zip = Archives.zip(folder.resolve("phone.zip"), backup("p/", PASSWORD));

    assertThatThrownBy(() -> unpack(zip, null)).isInstanceOf(WrongKeyException.class);
    assertThatThrownBy(() -> unpack(zip, "other")).isInstanceOf(WrongKeyException.class);
    assertThat(Archives.files(into)).isEmpty();
  }

  @Test
  void takesNoOtherFilesOfThatNameForBackup() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("app/Manifest.db", DATABASE);
    files.put("app/Manifest.plist", DATABASE);
    files.put("app/wickrLocal.sqlite", DATABASE);

    assertThat(unpack(Archives.zip(folder.resolve("other.zip"), files), null)).isTrue();

    assertThat(Archives.files(into)).hasSize(3);
  }

  @Test
  void damagedOnesEndInAnErrorOrInWhatTheyHold() throws Exception {
    Map<String, byte[]> whole = backup("p/", PASSWORD);
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 80; i++) {
      Map<String, byte[]> files = new LinkedHashMap<>(whole);
      String damaged = List.of("p/Manifest.db", "p/Manifest.plist").get(i % 2);
      byte[] bytes = whole.getOrDefault(damaged, new byte[0]).clone();
      for (int flips = 0; flips < 20; flips++) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      files.put(damaged, random.nextInt(5) == 0 ? java.util.Arrays.copyOf(bytes, 700) : bytes);
      into = Files.createDirectories(folder.resolve("private/" + i));
      try {
        unpack(Archives.zip(folder.resolve("damaged.zip"), files), PASSWORD);
      } catch (AfterglowException e) {
        assertThat(e.problem().next(java.util.Locale.ROOT)).doesNotContain("{");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  @Test
  void listThatIsCutOffIsDamaged() throws Exception {
    Map<String, byte[]> files = backup("p/", null);
    files.computeIfPresent("p/Manifest.db", (_, bytes) -> java.util.Arrays.copyOf(bytes, 4096));

    Path zip = Archives.zip(folder.resolve("cut.zip"), files);

    assertThatThrownBy(() -> unpack(zip, null))
        .isInstanceOf(DamagedInputException.class)
        .hasMessageContaining("Manifest.db");
  }

  @Test
  void tooManyOfThemAreDamage() {
    ArchivedBackups many = new ArchivedBackups();
    String file = "/ab/ab" + "0".repeat(38);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_001; i++) {
                many.note(i + "/Manifest.db");
                many.note(i + "/Manifest.plist");
                many.note(i + file);
              }
              many.folders();
            })
        .isInstanceOf(MalformedContainerException.class);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 200_000; i++) {
                many.note(i + file);
              }
            })
        .isInstanceOf(MalformedContainerException.class);
  }

  /** The files of a backup's folder that stands at a place in an archive, a parent's last. */
  private Map<String, byte[]> backup(String place, @Nullable String password) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("AppDomain-org.other/notes.txt", "other".getBytes(StandardCharsets.UTF_8));
    files.put(GROUP + "/wickrLocal.sqlite", DATABASE);
    files.put(GROUP + "/Files/guid-1", ATTACHMENT);
    Path written = folder.resolve("backup " + place.hashCode() + password);
    new AppleBackupBuilder().write(written, password, files);
    Map<String, byte[]> archived = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(written)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        archived.put(place + written.relativize(file), Files.readAllBytes(file));
      }
    }
    return archived;
  }

  private boolean unpack(Path container, @Nullable String password) throws IOException {
    Secret secret = password == null ? null : Secret.ofChars(password.toCharArray());
    try (ContainerKeys keys = new ContainerKeys(secret, List.of())) {
      return StoreContainer.unpack(container, MARKERS, keys, into, Progress.SILENT);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

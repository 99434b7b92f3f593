package app.afterglow.exporter.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.BagReader;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores whose files lie among somebody's own. */
class LooseStoreTest {

  private static final String GUID = "8a6e4c0d-1b2c-4d3e-8f90-a1b2c3d4e5f6";

  @TempDir private Path folder;
  private final X25519Identity identity = X25519Identity.generate();

  @Test
  void desktopStoreInDownloadsComesAlone() throws IOException {
    Path downloads = folder.resolve("Downloads");
    others(downloads, 60);
    for (String name :
        List.of("wickr_db.sqlite", "wickr_db.sqlite-wal", "wickr_db.sqlite.wic", "skd.wic")) {
      write(downloads.resolve(name));
    }
    write(downloads.resolve("temp/attachments/" + GUID));
    write(downloads.resolve("temp/attachments/holiday.jpg"));
    write(downloads.resolve("temp/notes.txt"));

    RescueReport report = rescue(downloads, downloads.resolve("rescue.zip.age"));

    assertThat(carried(report))
        .containsExactly(
            "skd.wic",
            "temp/attachments/" + GUID,
            "wickr_db.sqlite",
            "wickr_db.sqlite-wal",
            "wickr_db.sqlite.wic");
    assertThat(report.found()).isEqualTo(5);
    // A folder is one, whatever is in it.
    assertThat(report.others()).isEqualTo(60 + 1 + 2);
    assertThat(report.remarkLines()).isZero();
  }

  @Test
  void phonesStoresComeAlone() throws IOException {
    Path android = folder.resolve("phone");
    others(android, 60);
    write(android.resolve("databases/wickr_db"));
    write(android.resolve("databases/other.db"));
    write(android.resolve("files/sk.wic"));
    write(android.resolve("files/enc/" + GUID));
    Path ios = folder.resolve("iphone");
    others(ios, 60);
    write(ios.resolve("wickrLocal.sqlite"));
    write(ios.resolve("deep/below/" + GUID));

    assertThat(carried(rescue(android, folder.resolve("android.zip.age"))))
        .containsExactly("databases/wickr_db", "files/enc/" + GUID, "files/sk.wic");
    assertThat(carried(rescue(ios, folder.resolve("ios.zip.age"))))
        .containsExactly("deep/below/" + GUID, "wickrLocal.sqlite");
  }

  @Test
  void copiedProfileComesWhole() throws IOException {
    Path copy = folder.resolve("my backup");
    others(copy, 20);
    write(copy.resolve("wickr_db.sqlite"));

    RescueReport report = rescue(copy, folder.resolve("rescue.zip.age"));

    assertThat(report.others()).isZero();
    assertThat(report.carried()).isEqualTo(20 + 3 + 1);
  }

  @Test
  void folderOfTheApplicationComesWholeHoweverLargeItIs() throws IOException {
    Path profile = folder.resolve("WickrMe");
    others(profile, 200);
    write(profile.resolve("wickr_db.sqlite"));

    RescueReport report = rescue(profile, folder.resolve("rescue.zip.age"));

    assertThat(report.others()).isZero();
    assertThat(report.carried()).isEqualTo(200 + 3 + 1);
  }

  private static void others(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      write(folder.resolve("invoice " + i + ".pdf"));
    }
    for (int i = 0; i < 3; i++) {
      write(folder.resolve("photos/" + i + ".jpg"));
    }
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, new byte[5000]);
  }

  private RescueReport rescue(Path root, Path output) throws IOException {
    FoundStore store = StoreFinder.only(root, "wickr");
    return Rescue.run(
        new RescueRequest(store, output, List.of(identity.recipient()), "a test"), Progress.SILENT);
  }

  private List<String> carried(RescueReport report) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    BagReader.read(
        report.file(),
        List.of(identity),
        (path, in) -> {
          if (path.startsWith("data/")) {
            names.add(path.substring("data/".length()));
          }
        },
        Progress.SILENT);
    return List.copyOf(names);
  }
}

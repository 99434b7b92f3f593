package app.afterglow.exporter.places;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.container.FoundBackup;
import app.afterglow.exporter.container.FoundBackup.Holds;
import app.afterglow.exporter.container.FoundBackup.Kind;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSString;
import com.dd.plist.XMLPropertyListWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSearchTest {

  @TempDir private Path folder;
  private Path home = Path.of("");
  private Path stick = Path.of("");

  @BeforeEach
  void makeHomeAndStick() throws IOException {
    home = Files.createDirectories(folder.resolve("home/me"));
    stick = Files.createDirectories(folder.resolve("media/stick"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AppData/Local/Wickr, LLC/WickrMe                                                              | Wickr Me
          AppData/Local/Wickr, LLC/Wickr Pro                                                            | Wickr Pro
          AppData/Local/Wickr, LLC/Wickr Enterprise                                                     | Wickr Enterprise
          AppData/Local/Wickr, LLC/AWS Wickr                                                            | AWS Wickr
          AppData/Local/Packages/Some.Wickr_x/LocalCache/Local/Wickr, LLC/WickrMe                       | Wickr Me
          Library/Application Support/Wickr, LLC/WickrMe                                                | Wickr Me
          Library/Containers/com.mywickr.wickr/Data/Library/Application Support/Wickr, LLC/WickrMe      | Wickr Me
          Library/Containers/com.wickr.pro.prod/Data/Library/Application Support/Wickr, LLC/Wickr Pro   | Wickr Pro
          .local/share/Wickr, LLC/WickrMe                                                               | Wickr Me
          snap/wickrme/current/.local/share/Wickr, LLC/WickrMe                                          | Wickr Me
          snap/wickrpro/current/.local/share/Wickr, LLC/WickrPro                                        | Wickr Pro
          .var/app/com.wickr.Me/data/Wickr, LLC/WickrMe                                                 | Wickr Me
          """)
  void findsEachClientsUsualPlace(String place, String application) throws IOException {
    store(home.resolve(place));

    Findings found = search();

    assertThat(found.stores()).extracting(FoundStore::application).contains(application);
    assertThat(found.stores())
        .extracting(FoundStore::root)
        .contains(home.resolve(place).toRealPath());
  }

  @Test
  void findsStoresOnOtherDisksByNameAndInOtherPeoplesHomes() throws IOException {
    store(stick.resolve("copies/old phone"));
    store(stick.resolve("Users/other/AppData/Local/Wickr, LLC/WickrMe"));
    store(stick.resolve("1/2/3/4/5/6/too deep"));
    Files.createDirectories(stick.resolve("android"));
    Files.createDirectories(stick.resolve("android/databases"));
    Files.write(stick.resolve("android/databases/wickr_db.sqlite"), new byte[10]);

    assertThat(search().stores())
        .extracting(store -> stick.toRealPath().relativize(store.root().toRealPath()).toString())
        .containsExactlyInAnyOrder(
            "copies/old phone",
            "Users/other/AppData/Local/Wickr, LLC/WickrMe",
            "android/databases");
  }

  @Test
  void findsPhoneBackupsAndSaysWhetherTheAppIsInThem() throws IOException {
    appleBackup(
        home.resolve("Library/Application Support/MobileSync/Backup/0001"),
        true,
        "com.mywickr.wickr");
    appleBackup(home.resolve("Apple/MobileSync/Backup/0002"), false, "com.apple.mobilesafari");
    Files.createDirectories(home.resolve("Downloads/old"));
    Files.writeString(home.resolve("Downloads/old/b.ab"), "ANDROID BACKUP\n5\n0\nnone\n");
    zip(home.resolve("Downloads/x.zip"), "data/com.mywickr.wickr2/databases/wickr_db");
    zip(home.resolve("Downloads/photos.zip"), "photos/1.jpg");

    List<FoundBackup> backups = search().backups();

    assertThat(backups)
        .extracting(FoundBackup::kind, FoundBackup::holds, FoundBackup::encrypted)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(Kind.APPLE, Holds.STORE, true),
            org.assertj.core.groups.Tuple.tuple(Kind.ANDROID, Holds.PERHAPS, false),
            org.assertj.core.groups.Tuple.tuple(Kind.ZIP, Holds.STORE, false));
    assertThat(backups)
        .filteredOn(b -> b.kind() == Kind.APPLE)
        .extracting(FoundBackup::device)
        .containsExactly("My phone");
  }

  @Test
  void looksForBackupsSeveralLevelsBelowNamedFolder() throws IOException {
    appleBackup(stick.resolve("1/2/3/4/0001"), false, "com.mywickr.wickr");
    appleBackup(stick.resolve("0002"), false, "com.mywickr.wickr");
    zip(stick.resolve("1/2/3/phone.zip"), "Backup/0003/Manifest.db", "Backup/0003/Manifest.plist");
    store(stick.resolve("1/2/3/4/profile"));
    Files.createSymbolicLink(stick.resolve("1/loop"), stick);

    Findings found = StoreSearch.in(stick, "wickr");

    assertThat(found.backups())
        .extracting(backup -> stick.relativize(backup.path()).toString(), FoundBackup::kind)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("0002", Kind.APPLE),
            org.assertj.core.groups.Tuple.tuple("1/2/3/4/0001", Kind.APPLE),
            org.assertj.core.groups.Tuple.tuple("1/2/3/phone.zip", Kind.APPLE_ZIP));
    assertThat(found.stores())
        .extracting(FoundStore::root)
        .containsExactly(stick.resolve("1/2/3/4/profile"));
    assertThat(found.closed()).isEmpty();
  }

  @Test
  void followsLinkInUsualPlaceOfPhoneBackups() throws IOException {
    Path usual = home.resolve("Library/Application Support/MobileSync/Backup");
    Files.createDirectories(usual.getParent());
    Path elsewhere = Files.createDirectories(folder.resolve("large disk/backups"));
    appleBackup(elsewhere.resolve("old/0001"), true, "com.mywickr.wickr");
    Files.createSymbolicLink(usual, elsewhere);

    assertThat(search().backups()).extracting(FoundBackup::device).containsExactly("My phone");
  }

  @Test
  void saysWhichFolderIsTooLargeToBeLookedIntoAsAWhole() throws IOException {
    for (int i = 0; i < 5_100; i++) {
      Files.createDirectory(stick.resolve("d" + i));
    }

    assertThat(StoreSearch.in(stick, "wickr").closed()).containsExactly(stick);
  }

  @Test
  void closedFoldersAreToldAndEndNothing() throws IOException {
    Path closed = Files.createDirectories(stick.resolve("a/closed"));
    store(stick.resolve("b"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(
        Files.isReadable(closed), "needs a user who can't read everything: not root");
    try {
      Findings found = search();

      assertThat(found.stores()).hasSize(1);
      assertThat(found.closed()).contains(closed);
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void junkAndLinksInCirclesEndSoon() throws IOException {
    Files.createSymbolicLink(stick.resolve("loop"), stick);
    Files.createDirectories(home.resolve("Downloads"));
    Files.createSymbolicLink(home.resolve("Downloads/up"), home);
    Files.write(home.resolve("Downloads/torn.zip"), new byte[] {'P', 'K', 3, 4});
    Files.write(home.resolve("Downloads/empty.ab"), new byte[0]);

    Findings found = search();

    assertThat(found.stores()).isEmpty();
    assertThat(found.backups()).isEmpty();
  }

  private Findings search() throws IOException {
    Findings all = StoreSearch.everywhere(new Surroundings(home, List.of(stick)), "wickr");
    // This machine's own usual places are looked at too, and are none of this test's.
    Path real = folder.toRealPath();
    return new Findings(
        all.stores().stream()
            .filter(s -> s.root().startsWith(real) || s.root().startsWith(folder))
            .toList(),
        all.backups(),
        all.closed());
  }

  private static void store(Path root) throws IOException {
    Files.createDirectories(root);
    Files.write(root.resolve("wickr_db.sqlite"), new byte[2000]);
    Files.write(root.resolve("wickr_db.sqlite.wic"), new byte[127]);
  }

  private static void appleBackup(Path backup, boolean encrypted, String application)
      throws IOException {
    Files.createDirectories(backup);
    NSDictionary manifest = new NSDictionary();
    manifest.put("IsEncrypted", new NSNumber(encrypted));
    NSDictionary applications = new NSDictionary();
    applications.put(application, new NSDictionary());
    manifest.put("Applications", applications);
    XMLPropertyListWriter.write(manifest, backup.resolve("Manifest.plist").toFile());
    NSDictionary info = new NSDictionary();
    info.put("Device Name", new NSString("My phone"));
    XMLPropertyListWriter.write(info, backup.resolve("Info.plist").toFile());
    Files.write(backup.resolve("Manifest.db"), new byte[100]);
  }

  private static void zip(Path zip, String... names) throws IOException {
    Files.createDirectories(zip.getParent());
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(new byte[3000]);
        out.closeEntry();
      }
    }
  }
}

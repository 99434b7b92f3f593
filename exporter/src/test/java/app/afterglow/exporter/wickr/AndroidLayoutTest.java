package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.FoundStore.KeyKind;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.mc.SQLiteMCSqlCipherConfig;

/** Android's store in every form that a copy of a phone may take. */
class AndroidLayoutTest {

  private static final String GUID = "3a390cb2-2d09-4f78-a16d-ff20c61ebca9";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data/data/com.mywickr.wickr2",
        "Dump/data/user/0/com.wickr.pro",
        "a/b/c/d/e/f/com.mywickr.wickr2"
      })
  void isFoundOnceAtAnyDepth(String place) throws IOException {
    Path root = Files.createDirectories(folder.resolve("copy").resolve(place));
    Samples.copy("android", root);

    FoundStore found = StoreFinder.only(folder, "wickr");

    assertThat(found.root()).isEqualTo(root.toRealPath());
    assertThat(found.platform()).isEqualTo("android");
    assertThat(found.application())
        .isEqualTo(place.contains("wickr.pro") ? "Wickr Pro" : "Wickr Me");
    assertThat(found.keys()).containsExactly(KeyKind.PASSWORD, KeyKind.DATABASE_KEY);
    assertThat(found.size()).isGreaterThan(200_000);
  }

  @Test
  void isFoundFromAnyOfItsFoldersAndFiles() throws IOException {
    Path root = Samples.copy("android", folder.resolve("com.mywickr.wickr2")).toRealPath();

    for (String place :
        List.of("databases", "databases/wickr_db", "files", "files/sk.wic", "files/enc/..")) {
      Path named = root.resolve(place).normalize();
      assertThat(StoreFinder.only(named, "wickr").root()).as(place).isEqualTo(root);
    }
  }

  @Test
  void readsWhatAnAndroidBackupCallsOtherwise() throws IOException {
    Path root = Samples.copy("android", folder.resolve("apps/com.mywickr.wickr2"));
    Files.move(root.resolve("files"), root.resolve("f"));
    Files.move(root.resolve("databases"), root.resolve("db"));

    assertReadsWhole(StoreFinder.only(folder, "wickr"));
  }

  @Test
  void readsFilesThatSomebodyPutIntoOneFolder() throws IOException {
    Path sample = Samples.copy("android", folder.resolve("sample"));
    Path flat = Files.createDirectories(folder.resolve("flat"));
    Files.move(sample.resolve("databases/wickr_db"), flat.resolve("wickr_db"));
    Files.move(sample.resolve("files/sk.wic"), flat.resolve("sk.wic"));
    Files.move(sample.resolve("files/enc"), flat.resolve("enc"));

    assertReadsWhole(StoreFinder.only(flat, "wickr"));
  }

  private static void assertReadsWhole(FoundStore found) throws IOException {
    try (Credentials password = Credentials.ofPassword(Samples.password("android"));
        Source source = new WickrProvider().open(found, password, Progress.SILENT)) {
      Reading reading = Reading.of(source);
      assertThat(reading.messages()).hasSize(240);
      assertThat(reading.files()).hasSize(10);
    }
  }

  @Test
  void isRecognisedByAnyPartOfIt() throws IOException {
    for (String part : List.of("databases/wickr_db", "files/sk.wic", "files/kcd.wic", "f/sk.wic")) {
      Path root = folder.resolve(part.replace('/', '-'));
      Files.createDirectories(root.resolve(part).resolveSibling("."));
      Files.write(root.resolve(part), new byte[118]);

      FoundStore found = StoreFinder.only(root, "wickr");

      assertThat(found.platform()).as(part).isEqualTo("android");
      assertThat(found.database()).as(part).hasFileName("wickr_db");
    }
    Path enc = Files.createDirectories(folder.resolve("com.mywickr.wickr2/files/enc"));
    Files.write(enc.resolve(GUID), new byte[40]);

    assertThat(StoreFinder.only(folder.resolve("com.mywickr.wickr2"), "wickr").platform())
        .isEqualTo("android");
  }

  @Test
  void isNoneWhereOnlyNamesAreAlike() throws IOException {
    Path enc = Files.createDirectories(folder.resolve("other/files/enc"));
    Files.write(enc.resolve(GUID), new byte[40]);
    Files.createDirectories(folder.resolve("other/databases/wickr_db"));

    assertThat(StoreFinder.in(folder, "wickr")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4, 4096", "4, 1024", "4, 65536", "3, 1024", "3, 8192"})
  void opensEveryGenerationAndPageSize(int generation, int pageSize) throws Exception {
    String hex = "00" + "5a".repeat(32);
    Path database = Files.createDirectories(folder.resolve("databases")).resolve("wickr_db");
    SQLiteMCSqlCipherConfig cipher =
        generation == 4
            ? SQLiteMCSqlCipherConfig.getV4Defaults()
            : SQLiteMCSqlCipherConfig.getV3Defaults();
    cipher.setLegacyPageSize(pageSize);
    cipher.withKey(hex);
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + database, cipher.build().toProperties());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE Wickr_Message(_id INTEGER PRIMARY KEY, messageID TEXT, vGroupID TEXT,"
              + " senderUserID TEXT, timestamp INTEGER, type INTEGER, cachedText TEXT,"
              + " messagePayload BLOB)");
      statement.execute(
          "INSERT INTO Wickr_Message VALUES(1, 'm', 'Sroom', 'u', 1620135425, 1000, 'bonjour',"
              + " NULL)");
    }
    FoundStore found = StoreFinder.only(folder, "wickr");

    try (Credentials key = new Credentials(null, null, null, Samples.utf8(hex));
        Source source = new WickrProvider().open(found, key, Progress.SILENT)) {
      assertThat(Reading.of(source).message("m").body().text()).isEqualTo("bonjour");
    }
  }
}

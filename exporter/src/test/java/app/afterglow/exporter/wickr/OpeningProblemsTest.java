package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way not to open a store, with its own words and a next step, in both languages. */
class OpeningProblemsTest {

  @TempDir Path folder;

  @Test
  void saysThatThePasswordIsWrong() throws IOException {
    Path store = Samples.copy("windows-loggedout", folder);

    assertProblem(
        WrongKeyException.class, "wrong-password", open(store, password("correct horse battery")));
  }

  @Test
  void saysThatTheDeviceIdIsWrong() throws IOException {
    Path store = Samples.copy("windows-loggedin", folder);

    assertProblem(
        WrongKeyException.class,
        "wrong-device-id",
        open(store, Credentials.ofDeviceId("S-1-5-21-1-2-3-1001")));
  }

  @Test
  void saysThatTheDatabaseKeyIsWrongAndWhatWasTried() throws IOException {
    Path store = Samples.copy("windows-loggedout", folder);

    AfterglowException problem =
        open(store, new Credentials(null, null, null, Samples.utf8("00" + "ab".repeat(32))));

    assertProblem(WrongKeyException.class, "wrong-database-key", problem);
    assertThat(problem.problem().what(Locale.ENGLISH))
        .contains("66 hex digits", "raw key", "SQLCipher 4", "65536")
        .doesNotContain("abab");
  }

  @Test
  void saysThatDatabaseKeyIsNone() throws IOException {
    Path store = Samples.copy("windows-loggedout", folder);

    for (String none :
        List.of("", "00ff", "z".repeat(66), "01" + "ab".repeat(32), "ab".repeat(40))) {
      assertProblem(
          UsageException.class,
          "database-key-form",
          open(store, new Credentials(null, null, null, Samples.utf8(none))));
    }
  }

  @Test
  void asksForThePasswordOrTheDeviceId() throws IOException {
    assertProblem(
        UsageException.class,
        "password-needed",
        open(Samples.copy("windows-loggedout", folder.resolve("out")), Credentials.none()));
    assertProblem(
        UsageException.class,
        "device-id-needed",
        open(Samples.copy("windows-loggedin", folder.resolve("in")), Credentials.none()));
  }

  @Test
  void saysThatThePasswordIsOfNoUseWhileTheClientStaysLoggedIn() throws IOException {
    Path store = Samples.copy("windows-loggedin", folder);

    assertProblem(
        UnsupportedInputException.class, "no-password-file", open(store, password("any")));
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    Path noDatabase = Samples.copy("windows-loggedout", folder.resolve("1"));
    Files.delete(noDatabase.resolve("wickr_db.sqlite"));
    Path noKeys = Samples.copy("windows-loggedout", folder.resolve("2"));
    Files.delete(noKeys.resolve("wickr_db.sqlite.wic"));
    Path noKeyOfKeys = Samples.copy("windows-loggedin", folder.resolve("3"));
    Files.delete(noKeyOfKeys.resolve("skc.wic"));

    assertProblem(
        UnsupportedInputException.class, "no-database", open(noDatabase, password("any")));
    assertProblem(UnsupportedInputException.class, "no-key-file", open(noKeys, password("any")));
    AfterglowException problem = open(noKeyOfKeys, Credentials.ofDeviceId("S-1-5-21-1"));
    assertProblem(UnsupportedInputException.class, "no-key-file", problem);
    assertThat(problem.problem().what(Locale.ENGLISH)).contains("skc.wic");
  }

  @Test
  void saysThatKeyFileIsDamaged() throws IOException {
    byte[] whole = Files.readAllBytes(Samples.store("damaged").resolve("wickr_db.sqlite.wic"));
    byte[] otherKdf = whole.clone();
    otherKdf[0] = 5;
    byte[] otherCipher = whole.clone();
    otherCipher[17] = 1;
    int number = 0;
    for (byte[] damaged :
        List.of(
            new byte[0],
            new byte[118],
            Arrays.copyOf(whole, 60),
            Arrays.copyOf(whole, 117),
            otherKdf,
            otherCipher,
            new byte[2 << 20])) {
      Path store = Samples.copy("damaged", folder.resolve("store" + number++));
      Files.write(store.resolve("wickr_db.sqlite.wic"), damaged);

      assertProblem(DamagedInputException.class, "key-file", open(store, password("any")));
    }
  }

  @Test
  void saysThatTheDeviceBoundKeysAreDamaged() throws IOException {
    Path store = Samples.copy("windows-loggedin", folder);
    byte[] skc = Files.readAllBytes(store.resolve("skc.wic"));
    skc[5] ^= 1;
    Files.write(store.resolve("skc.wic"), skc);
    String sid = Samples.sid("windows-loggedin");

    assertProblem(
        DamagedInputException.class, "key-file", open(store, Credentials.ofDeviceId(sid)));

    Files.write(store.resolve("skd.wic"), new byte[10]);

    assertProblem(
        DamagedInputException.class, "key-file", open(store, Credentials.ofDeviceId(sid)));
  }

  @Test
  void saysThatTheDatabaseIsNoSqlcipherDatabase() throws IOException {
    Path plain = Samples.copy("windows-loggedout", folder.resolve("1"));
    Files.writeString(plain.resolve("wickr_db.sqlite"), "SQLite format 3\0" + "x".repeat(5000));
    Path empty = Samples.copy("windows-loggedout", folder.resolve("2"));
    Files.write(empty.resolve("wickr_db.sqlite"), new byte[0]);
    Path other = Samples.copy("windows-loggedout", folder.resolve("3"));
    byte[] random = new byte[20_000];
    new Random(3).nextBytes(random);
    Files.write(other.resolve("wickr_db.sqlite"), random);

    assertProblem(UnsupportedInputException.class, "plain-sqlite", open(plain, password("any")));
    assertProblem(UnsupportedInputException.class, "too-short", open(empty, password("any")));
    assertProblem(
        DamagedInputException.class,
        "page-one",
        open(other, Credentials.ofPassword(Samples.password("windows-loggedout"))));
  }

  @Test
  void saysThatTheSystemsSecretIsNeeded() throws IOException {
    Path store = Samples.copy("windows-loggedin", folder);
    Files.delete(store.resolve("skd.wic"));
    Files.delete(store.resolve("skc.wic"));
    Files.write(store.resolve("dkd.wic"), new byte[200]);

    assertProblem(
        UnsupportedInputException.class, "device-secret", open(store, Credentials.none()));
    assertProblem(UnsupportedInputException.class, "device-secret", open(store, password("any")));
  }

  @Test
  void opensWithTheOtherKeyWhereOneOfTwoFails() throws IOException {
    Path store = Samples.copy("windows-loggedin", folder);
    Files.copy(
        Samples.store("windows-loggedout").resolve("wickr_db.sqlite.wic"),
        store.resolve("wickr_db.sqlite.wic"));
    FoundStore found = StoreFinder.only(store, "wickr");

    try (Credentials both =
            new Credentials(Samples.utf8("wrong"), Samples.sid("windows-loggedin"), null, null);
        Source source = new WickrProvider().open(found, both, Progress.SILENT)) {
      assertThat(source.messageCount()).isEqualTo(240);
    }
  }

  @Test
  void takesTheDatabaseKeyInEveryForm() throws IOException {
    byte[] key = new byte[33];
    new Random(5).nextBytes(key);
    key[0] = 0;
    String hex = HexFormat.of().formatHex(key);

    for (byte[] form :
        List.of(
            key,
            Arrays.copyOfRange(key, 1, 33),
            ascii(hex),
            ascii(hex.substring(2)),
            ascii(hex.toUpperCase(Locale.ROOT) + "\r\n"),
            ascii("x'" + hex + "'"))) {
      try (Secret given = Secret.copyOf(form);
          CipherKey read = KeyUnlock.ofDatabaseKey(given)) {
        assertThat(read.serialised().bytes()).isEqualTo(key);
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Credentials password(String password) {
    return Credentials.ofPassword(Samples.utf8(password));
  }

  private static AfterglowException open(Path store, Credentials credentials) throws IOException {
    FoundStore found = StoreFinder.only(store, "wickr");
    try (credentials) {
      return catchThrowableOfType(
          AfterglowException.class,
          () -> new WickrProvider().open(found, credentials, Progress.SILENT).close());
    }
  }

  static void assertProblem(
      Class<? extends AfterglowException> type, String key, AfterglowException thrown) {
    assertThat(thrown).isInstanceOf(type);
    Problem problem = thrown.problem();
    assertThat(problem.key()).isEqualTo(key);
    for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
      assertThat(List.of(problem.what(locale), problem.safe(locale), problem.next(locale)))
          .allSatisfy(words -> assertThat(words).doesNotStartWith(key).doesNotContain("{0}"));
    }
    assertThat(problem.what(Locale.FRENCH)).isNotEqualTo(problem.what(Locale.ENGLISH));
  }
}

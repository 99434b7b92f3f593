package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.Sample;
import app.afterglow.launcher.testing.ScriptedPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindTest {

  @TempDir static Path folder;
  private static Sample one;
  private static Sample other;

  @BeforeAll
  static void makeTwoStores() throws IOException {
    one = Sample.in(Files.createDirectory(folder.resolve("one")));
    other = Sample.in(Files.createDirectory(folder.resolve("other")));
  }

  @Test
  void saysWhatItFoundAndWhatToDoNext() {
    Ended ended = Afterglow.start().run("find", one.store());

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out())
        .contains("One store was found", "Wickr Me", one.store().toString(), "password")
        .contains("the files that open it are there")
        .contains("afterglow rescue \"" + one.store() + "\"");
    assertThat(ended.err()).contains("deletes expired messages");
  }

  @Test
  void namesEachStoreOnceThoughFoldersOverlap() {
    Ended ended = Afterglow.start().run("find", "--json", folder, one.store(), other.store());

    assertThat(ended.json().path("stores")).hasSize(2);
    assertThat(ended.json().at("/stores/0/source").asText()).isEqualTo("wickr");
    assertThat(ended.json().at("/stores/0/size").asLong()).isPositive();
    assertThat(ended.json().at("/stores/0/keys").toString()).contains("password");
  }

  @Test
  void saysWhereToLookWhereNothingIs() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Ended ended = Afterglow.start().run("find", empty);

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.out()).contains("Where to look", "%LOCALAPPDATA%\\Wickr, LLC\\WickrMe");
  }

  @Test
  void namesBackupsBesideStoresAndLooksIntoThoseGiven() throws IOException {
    Path downloads = Files.createDirectory(folder.resolve("Downloads"));
    Path backup = downloads.resolve("phone.ab");
    Files.writeString(backup, "ANDROID BACKUP\n5\n1\nAES-256\n");
    Files.writeString(downloads.resolve("holiday.zip"), "PK\u0003\u0004 nothing of interest");

    Ended named = Afterglow.start().run("find", "--json", downloads);
    Ended told = Afterglow.start().run("find", downloads);
    Ended opened = Afterglow.start().run("find", backup);

    assertThat(named.exitCode()).isZero();
    assertThat(named.json().path("backups")).hasSize(1);
    assertThat(named.json().at("/backups/0/path").asText()).isEqualTo(backup.toString());
    assertThat(named.json().at("/backups/0/kind").asText()).isEqualTo("android");
    assertThat(named.json().at("/backups/0/encrypted").asBoolean()).isTrue();
    assertThat(told.out()).contains("may hold a store", "own password", backup.toString());
    assertThat(opened.exitCode()).isEqualTo(4);
  }

  @Test
  void saysOfZipThatIphoneBackupIsInIt() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("archives/2021/phones"));
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(deep.resolve("phone.zip")))) {
      for (String name : List.of("Manifest.db", "Manifest.plist", "ab/ab" + "0".repeat(38))) {
        zip.putNextEntry(new ZipEntry("Backup/0001/" + name));
        zip.closeEntry();
      }
    }

    Ended english = Afterglow.start().run("find", folder.resolve("archives"));
    Ended french = Afterglow.start().run("--lang", "fr", "find", folder.resolve("archives"));
    Ended machines = Afterglow.start().run("find", "--json", folder.resolve("archives"));

    assertThat(english.out()).contains("iPhone backup in a ZIP");
    assertThat(french.out()).contains("Sauvegarde d'iPhone dans un ZIP");
    assertThat(machines.json().at("/backups/0/kind").asText()).isEqualTo("apple-zip");
  }

  @Test
  void asksForTheBackupsPasswordAndNotTheAccounts() throws IOException {
    Path backup = folder.resolve("locked.ab");
    String lines = "ANDROID BACKUP\n5\n1\nAES-256\naa\nbb\n1000\n" + "0".repeat(32) + "\n00\n";
    Files.writeString(backup, lines);
    ScriptedPrompt prompt = ScriptedPrompt.answering("not this one");

    Ended asked = Afterglow.start().asking(prompt).run("find", backup);
    Ended alone = Afterglow.start().run("find", backup);

    assertThat(prompt.questions())
        .hasSize(2)
        .allMatch(question -> question.contains("(not the account's)"));
    assertThat(asked.exitCode()).isEqualTo(3);
    assertThat(alone.exitCode()).isEqualTo(3);
    assertThat(alone.err()).contains("--backup-password-file");
  }

  @Test
  void exportAsksWhichOfSeveral() {
    ScriptedPrompt prompt = ScriptedPrompt.answering("7", "2");

    Ended ended =
        Afterglow.start()
            .asking(prompt)
            .run(
                "export",
                folder,
                "--password-file",
                one.password(),
                "--recipient",
                one.recipient(),
                "--output",
                folder.resolve("chosen.zip.age"));

    assertThat(ended.exitCode()).isLessThan(2);
    assertThat(prompt.questions()).hasSize(2);
    assertThat(ended.err()).contains("Several stores were found");
  }

  @Test
  void exportListsSeveralWhereNobodyCanBeAsked() {
    Ended ended =
        Afterglow.start()
            .run("export", folder, "--recipient", one.recipient(), "-o", folder.resolve("x.age"));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains(one.store().toString(), other.store().toString());
    assertThat(folder.resolve("x.age")).doesNotExist();
  }
}

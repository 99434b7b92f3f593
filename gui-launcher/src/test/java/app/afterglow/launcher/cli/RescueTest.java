package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.terminal.Interruption;
import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.Sample;
import app.afterglow.launcher.testing.ScriptedPrompt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescueTest {

  @TempDir static Path shared;
  @TempDir Path folder;
  private static Sample sample;
  private Path rescue = Path.of("");

  @BeforeAll
  static void makeStore() throws IOException {
    sample = Sample.in(shared);
  }

  @BeforeEach
  void nameFile() {
    rescue = folder.resolve("rescue.zip.age");
  }

  @Test
  void needsNoPasswordOfTheAccount() throws IOException {
    Ended ended =
        Afterglow.start()
            .run("rescue", sample.store(), "-r", sample.recipient(), "-o", rescue, "--json");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.json().at("/files/found").asLong())
        .isEqualTo(ended.json().at("/files/carried").asLong())
        .isEqualTo(countFiles(sample.store()));
    assertThat(ended.json().at("/files/lost").asLong()).isZero();
    assertThat(ended.json().at("/size").asLong()).isEqualTo(Files.size(rescue));
  }

  @Test
  void saysHowManyFilesOfOthersItLeftOut() throws IOException {
    Path downloads = folder.resolve("Downloads");
    copy(sample.store(), downloads);
    for (int i = 0; i < 60; i++) {
      Files.writeString(downloads.resolve("invoice " + i), "not the store's");
    }

    Ended people =
        Afterglow.start().run("rescue", downloads, "-r", sample.recipient(), "-o", rescue);
    Files.delete(rescue);
    Ended machines =
        Afterglow.start()
            .run("rescue", downloads, "-r", sample.recipient(), "-o", rescue, "--json");

    assertThat(people.exitCode()).isZero();
    assertThat(people.out()).contains("60 other files and folders lie in " + downloads);
    assertThat(machines.json().at("/files/others").asLong()).isEqualTo(60);
    assertThat(machines.json().at("/files/carried").asLong()).isEqualTo(countFiles(sample.store()));
  }

  @Test
  void standardToolsOpenIt() throws Exception {
    assumeTools();
    rescueSample();

    shell(
        """
        age -d -i '%s' '%s' > r.zip && unzip -q r.zip && cd rescue &&
        sha256sum --quiet --strict -c manifest-sha256.txt tagmanifest-sha256.txt &&
        cd data && diff -r . '%s'
        """
            .formatted(sample.key(), rescue, sample.store()));

    try (Stream<Path> files = Files.walk(sample.store())) {
      for (Path original : files.filter(Files::isRegularFile).toList()) {
        Path unpacked =
            folder.resolve("rescue/data").resolve(sample.store().relativize(original).toString());
        assertThat(Files.getLastModifiedTime(unpacked).toInstant().getEpochSecond())
            .isEqualTo(Files.getLastModifiedTime(original).toInstant().getEpochSecond());
      }
    }
  }

  @Test
  void verifyReadsEveryByteOfIt() throws IOException {
    Path store = folder.resolve("store");
    copy(sample.store(), store);
    Files.writeString(store.resolve("a name that archives don't have"), "x");
    for (Path each : List.of(sample.store(), store)) {
      Files.deleteIfExists(rescue);
      Ended rescued =
          Afterglow.start().run("rescue", each, "-r", sample.recipient(), "-o", rescue, "-q");
      Ended whole = Afterglow.start().run("verify", rescue, "--identity", sample.key(), "--json");
      byte[] bytes = Files.readAllBytes(rescue);
      bytes[bytes.length / 2] ^= 1;
      Files.write(rescue, bytes);
      Ended damaged = Afterglow.start().run("verify", rescue, "--identity", sample.key());

      assertThat(rescued.exitCode()).isZero();
      assertThat(whole.exitCode()).as(whole.err()).isZero();
      assertThat(whole.json().path("whole").asBoolean()).isTrue();
      assertThat(whole.json().path("rescue").asText()).isEqualTo(rescue.toString());
      assertThat(damaged.exitCode()).isEqualTo(4);
    }
  }

  @Test
  void exportReadsItAsItReadsTheStore() {
    rescueSample();
    Path direct = sample.export(folder.resolve("direct.zip.age"));
    Path archive = folder.resolve("archive.zip.age");

    Ended ended =
        Afterglow.start()
            .run(
                "export",
                rescue,
                "--identity",
                sample.key(),
                "--password-file",
                sample.password(),
                "-r",
                sample.recipient(),
                "-o",
                archive,
                "--json");
    Ended ofDirect = Afterglow.start().run("info", direct, "--identity", sample.key(), "--json");

    assertThat(ended.exitCode()).isLessThan(2);
    assertThat(ended.json().path("balance")).isEqualTo(ofDirect.json().path("balance"));
    assertThat(ended.json().path("account")).isEqualTo(ofDirect.json().path("account"));
  }

  @Test
  void asksForAPassphraseTwiceAndExportAsksForItOnceMore() throws IOException {
    String password = Files.readString(sample.password());
    Path archive = folder.resolve("archive.zip.age");

    Ended rescued =
        Afterglow.start()
            .asking(ScriptedPrompt.answering("seven words", "seven words"))
            .run("rescue", sample.store(), "-o", rescue);
    ScriptedPrompt prompt =
        ScriptedPrompt.answering("other words", "seven words", "wrong", password);
    Ended exported =
        Afterglow.start()
            .asking(prompt)
            .run("export", rescue, "-r", sample.recipient(), "-o", archive);

    assertThat(rescued.exitCode()).isZero();
    assertThat(exported.exitCode()).isLessThan(2);
    assertThat(prompt.questions().getFirst()).contains("rescue file");
    assertThat(exported.err())
        .contains("That does not open it", "password does not open")
        .contains(rescue.toString())
        .doesNotContain(System.getProperty("java.io.tmpdir") + "/afterglow-");
  }

  @Test
  void wipesAPassphraseThatIsNotTypedAgain() {
    ScriptedPrompt prompt = ScriptedPrompt.answering("seven words");

    Ended ended = Afterglow.start().asking(prompt).run("rescue", sample.store(), "-o", rescue);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(prompt.secrets()).containsExactly(new char["seven words".length()]);
  }

  @Test
  void missingOrWrongPassphraseIsCode3() throws IOException {
    rescueSample();
    Path wrong = Files.writeString(folder.resolve("wrong"), "wrong\n");

    Ended missing = export(rescue);
    Ended other = export(rescue, "--rescue-passphrase-file", wrong);

    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.err()).contains("--rescue-passphrase-file", "--identity");
    assertThat(other.exitCode()).isEqualTo(3);
  }

  @Test
  void refusesThePlaceItReadsFromAndFilesThatExist() throws IOException {
    Path existing = Files.writeString(rescue, "precious");

    Ended inside =
        Afterglow.start()
            .run(
                "rescue",
                sample.store(),
                "-r",
                sample.recipient(),
                "-o",
                sample.store().resolve("r.zip.age"));
    Ended over =
        Afterglow.start().run("rescue", sample.store(), "-r", sample.recipient(), "-o", rescue);

    assertThat(inside.exitCode()).isEqualTo(2);
    assertThat(inside.err()).contains("own folder");
    assertThat(over.exitCode()).isEqualTo(2);
    assertThat(existing).hasContent("precious");
    assertThat(sample.store().resolve("r.zip.age.part")).doesNotExist();
  }

  @Test
  void lossesAreCode1AndListed() throws IOException {
    Path store = folder.resolve("store");
    copy(sample.store(), store);
    Files.createSymbolicLink(store.resolve("elsewhere"), folder);

    Ended ended = Afterglow.start().run("rescue", store, "-r", sample.recipient(), "-o", rescue);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("Not rescued:", "elsewhere: a link, which is not followed");
  }

  @Test
  void interruptedRescueIsCode6AndLeavesNothing() throws IOException {
    Interruption interruption = new Interruption();
    interruption.finished();
    interruption.request();

    Ended ended =
        Afterglow.start()
            .with(interruption)
            .run("rescue", sample.store(), "-r", sample.recipient(), "-o", rescue);

    assertThat(ended.exitCode()).isEqualTo(6);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void takesAStoreOutOfAZip() throws IOException {
    Path zip = zipped(sample.store(), folder.resolve("phone.zip"));

    Ended rescued =
        Afterglow.start().run("rescue", zip, "-r", sample.recipient(), "-o", rescue, "--json");
    Ended exported = export(zip, "--password-file", sample.password());

    assertThat(rescued.exitCode()).isZero();
    assertThat(rescued.json().at("/store/container").asText()).isEqualTo(zip.toString());
    assertThat(rescued.json().at("/store/folder").asText()).isEqualTo("copy/WickrMe");
    assertThat(exported.exitCode()).isLessThan(2);
    assertThat(exported.err()).contains(zip + " (copy/WickrMe)");
  }

  @Test
  void archivesWithoutAStoreAndDamagedOnesAreCode4() throws IOException {
    Path zip = zipped(sample.store(), folder.resolve("phone.zip"));
    byte[] bytes = Files.readAllBytes(zip);
    Path cut = folder.resolve("cut.zip");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Path archive = sample.export(folder.resolve("archive.zip.age"));

    Ended damaged = export(cut);
    Ended none = export(archive, "--identity", sample.key());

    assertThat(damaged.exitCode()).isEqualTo(4);
    assertThat(damaged.err()).contains("cut.zip is damaged");
    assertThat(none.exitCode()).isEqualTo(4);
    assertThat(none.err()).contains("There is no store in", "afterglow info");
  }

  private Ended export(Object... arguments) {
    List<Object> all = new java.util.ArrayList<>(List.of("export"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("-r", sample.recipient(), "-o", folder.resolve("out.zip.age")));
    return Afterglow.start().run(all.toArray());
  }

  private void rescueSample() {
    Ended ended =
        Afterglow.start()
            .run("rescue", sample.store(), "-r", sample.recipient(), "-o", rescue, "--quiet");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
  }

  private static long countFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static Path zipped(Path root, Path zip) throws IOException {
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file);
        Stream<Path> files = Files.walk(root)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(
            new ZipEntry("copy/WickrMe/" + root.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
    return zip;
  }

  private void assumeTools() throws Exception {
    for (String tool : List.of("age", "unzip", "sha256sum", "diff")) {
      int exit =
          new ProcessBuilder("sh", "-c", "command -v " + tool)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      Assumptions.assumeTrue(
          exit == 0, "needs age, unzip, coreutils and diffutils: apt-get install age unzip");
    }
  }

  private void shell(String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-ec", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    }
  }
}

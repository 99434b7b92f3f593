package app.afterglow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export in a process of its own, killed (SIGKILL) at each stage and at moments spread over its
 * whole run: what it leaves is a part or nothing, and nothing that it wrote anywhere can be read.
 */
class KilledExportTest {

  /** What the program says as it goes: a run is killed when it has said the line. */
  private static final List<String> STAGES =
      List.of("Copying", "Trying", "Looking", "Messages", "Attachments", "Finishing", "Checking");

  private static final int KILLS_AT_RANDOM = 4;
  private static final Pattern TEXT = Pattern.compile("\"text\":\"([^\"\\\\]{12,60})");

  @TempDir private static Path folder;

  private static Sample sample;
  private static Path reference;

  /** What would give a message, a file or the key away. */
  private static List<byte[]> secrets;

  @BeforeAll
  static void makeAStoreAndReadWhatIsInIt() throws IOException {
    sample = Sample.in(folder);
    reference = sample.export(folder.resolve("reference.zip.age"));
    Path plain = folder.resolve("plain");
    Afterglow.start().run("extract", reference, "--identity", sample.key(), "--output", plain);
    secrets = new ArrayList<>();
    try (Stream<Path> files = Files.walk(plain)) {
      files.filter(Files::isRegularFile).forEach(KilledExportTest::addSecretsOf);
    }
    secrets.add(Files.readAllBytes(sample.password()));
    assertThat(secrets).hasSizeGreaterThan(30);
    try (Stream<Path> files = Files.walk(plain)) {
      Path messages = files.filter(file -> file.toString().endsWith("00001.jsonl")).findAny().get();
      // The search finds what it is meant to find.
      assertThat(found(Files.readAllBytes(messages))).isNotEmpty();
    }
  }

  private static void addSecretsOf(Path file) {
    try {
      String path = file.toString().replace('\\', '/');
      if (path.contains("/data/messages/")) {
        Matcher text = TEXT.matcher(Files.readString(file));
        while (text.find()) {
          secrets.add(text.group(1).getBytes(StandardCharsets.UTF_8));
          secrets.add(text.group(1).getBytes(StandardCharsets.UTF_16LE));
        }
      } else if (path.contains("/data/attachments/")) {
        byte[] content = Files.readAllBytes(file);
        if (content.length >= 64) {
          secrets.add(Arrays.copyOfRange(content, content.length / 2, content.length / 2 + 24));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void leavesAPartOrNothingAndNoPlaintext() throws Exception {
    Map<String, byte[]> source = contents(sample.store());
    long begin = System.nanoTime();
    assertThat(run(folder.resolve("whole"), process -> process.waitFor())).isTrue();
    long whole = System.nanoTime() - begin;
    SplittableRandom random = new SplittableRandom(20231231);
    List<Moment> moments = new ArrayList<>();
    for (String stage : STAGES) {
      moments.add(process -> awaitSaid(process, stage));
    }
    for (int i = 0; i < KILLS_AT_RANDOM; i++) {
      long nanos = random.nextLong(whole);
      moments.add(process -> process.waitFor(nanos, TimeUnit.NANOSECONDS));
    }
    int killed = 0;
    int parts = 0;

    for (int i = 0; i < moments.size(); i++) {
      Path place = folder.resolve("run" + i);
      killed += run(place, moments.get(i)) ? 0 : 1;
      parts += Files.exists(part(place)) ? 1 : 0;

      assertNothingReadable(place, source);
      if (Files.exists(archive(place))) {
        // Only a run that had verified and renamed it leaves one.
        assertThat(
                Afterglow.start()
                    .run("verify", archive(place), "--identity", sample.key(), "--quiet")
                    .exitCode())
            .isZero();
      }
    }

    assertThat(contents(sample.store())).usingRecursiveComparison().isEqualTo(source);
    assertThat(killed).as("runs that were killed").isGreaterThan(STAGES.size() / 2);
    assertThat(parts).as("runs that were killed while writing").isPositive();
  }

  @Test
  void goesOnAfterAKilledRunWithTheSameCommand() throws Exception {
    Path place = folder.resolve("again");
    Files.createDirectories(place.resolve("out"));
    Files.write(part(place), new byte[100_000]);

    assertThat(run(place, process -> process.waitFor())).isTrue();

    assertThat(archive(place)).isRegularFile();
    assertThat(part(place)).doesNotExist();
  }

  private static Path archive(Path place) {
    return place.resolve("out").resolve("history.zip.age");
  }

  private static Path part(Path place) {
    return place.resolve("out").resolve("history.zip.age.part");
  }

  /** When to kill a run. */
  private interface Moment {
    /** Returns when it has come, or the run has ended. */
    void await(Process process) throws Exception;
  }

  /** Lines are read as they come: a run is fast, and a stage of it faster. */
  private static void awaitSaid(Process process, String stage) throws IOException {
    BufferedReader said = process.inputReader();
    String line;
    do {
      line = said.readLine();
    } while (line != null && !line.startsWith(stage));
  }

  /** Runs an export; says whether it came to its end before it could be killed. */
  private static boolean run(Path place, Moment moment) throws Exception {
    for (String name : List.of("out", "tmp", "home")) {
      Files.createDirectories(place.resolve(name));
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + place.resolve("tmp"),
            "-Dorg.sqlite.tmpdir=" + place.resolve("tmp"),
            "-Duser.home=" + place.resolve("home"),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--lang",
            "en",
            "export",
            sample.store().toString(),
            "--password-file",
            sample.password().toString(),
            "--recipient",
            sample.recipient(),
            "--output",
            archive(place).toString());
    builder.environment().put("TMPDIR", place.resolve("tmp").toString());
    builder.environment().put("SQLITE_TMPDIR", place.resolve("tmp").toString());
    Process process =
        builder.directory(place.resolve("home").toFile()).redirectErrorStream(true).start();
    try {
      moment.await(process);
    } finally {
      process.destroyForcibly().waitFor();
    }
    // 128 + 9, as the system says that a process was killed.
    return process.exitValue() < 2;
  }

  private static void assertNothingReadable(Path place, Map<String, byte[]> source)
      throws IOException {
    Set<String> output = contents(place.resolve("out")).keySet();
    assertThat(output)
        .allMatch(name -> name.matches(".*[.]part([.]lock)?|history[.]zip[.]age"), "part");
    for (Map.Entry<String, byte[]> file : contents(place).entrySet()) {
      assertThat(found(file.getValue())).as("what can be read in %s", file.getKey()).isEmpty();
      if (isOurs(file.getKey())) {
        assertThat(isEncrypted(file.getValue()) || isCopy(file.getValue(), source))
            .as("%s is encrypted", file.getKey())
            .isTrue();
      }
    }
  }

  /** Not the database library's native code, nor its page numbers of the log. */
  private static boolean isOurs(String name) {
    return !name.contains("sqlitejdbc") && !name.endsWith("-shm");
  }

  /** Packed plaintext has headers and tables that pack again; ciphertext never gets smaller. */
  private static boolean isEncrypted(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(content);
    deflater.finish();
    byte[] buffer = new byte[1 << 16];
    long packed = 0;
    while (!deflater.finished()) {
      packed += deflater.deflate(buffer);
    }
    deflater.end();
    // The header of an age file is text.
    return packed + 256 >= content.length;
  }

  /**
   * A copy, whole or cut, of one of the store's own encrypted files; maybe wiped from the front.
   */
  private static boolean isCopy(byte[] content, Map<String, byte[]> source) {
    return source.values().stream()
        .anyMatch(
            original -> {
              for (int i = 0; i < content.length; i++) {
                if (content[i] != 0 && (i >= original.length || content[i] != original[i])) {
                  return false;
                }
              }
              return true;
            });
  }

  private static List<String> found(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return secrets.stream()
        .filter(secret -> text.contains(new String(secret, StandardCharsets.ISO_8859_1)))
        .map(secret -> HexFormat.of().formatHex(secret))
        .toList();
  }

  private static Map<String, byte[]> contents(Path root) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }
}

package app.afterglow.exporter.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.AgeInputStream;
import app.afterglow.age.Recipient;
import app.afterglow.age.X25519Identity;
import app.afterglow.archive.BagReader;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.rescue.Remark.Reason;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescueTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(1_400_000_001_000L);

  @TempDir private Path folder;
  private Path root = Path.of("");
  private final X25519Identity identity = X25519Identity.generate();

  @BeforeEach
  void makeProfile() throws IOException {
    root = Files.createDirectories(folder.resolve("WickrMe"));
    write("wickr_db.sqlite", random(70_000));
    write("wickr_db.sqlite-wal", random(40_000));
    write("wickr_db.sqlite-shm", random(32_768));
    write("wickr_db.sqlite.wic", random(127));
    write("temp/attachments/6c1f", random(5_000_000));
    write("logs/wickr.log", "line\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    write("empty", new byte[0]);
  }

  @AfterEach
  void wipe() {
    identity.close();
  }

  @Test
  void carriesEveryFileByteForByteWithItsTime() throws Exception {
    RescueReport report = rescue(Progress.SILENT);

    Map<String, byte[]> unpacked = unpacked();
    Map<String, byte[]> expected = files(root);
    expected.remove("wickr_db.sqlite-shm");
    assertThat(payload(unpacked)).containsExactlyEntriesOf(expected);
    assertThat(report.found()).isEqualTo(6).isEqualTo(report.carried());
    assertThat(report.lost()).isZero();
    assertThat(report.remarkLines()).isZero();
    assertThat(times().values()).containsOnly(LONG_AGO.toMillis());
  }

  @Test
  void manifestsNameEveryFileWithItsHash() throws Exception {
    rescue(Progress.SILENT);

    Map<String, byte[]> unpacked = unpacked();
    Map<String, String> manifest = manifest(unpacked, "manifest-sha256.txt");
    Map<String, String> tags = manifest(unpacked, "tagmanifest-sha256.txt");
    Map<String, String> hashes = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : unpacked.entrySet()) {
      hashes.put(file.getKey(), sha256(file.getValue()));
    }
    Map<String, String> named = new TreeMap<>(manifest);
    named.putAll(tags);
    hashes.remove("tagmanifest-sha256.txt");
    assertThat(named).isEqualTo(hashes);
    assertThat(manifest.keySet()).allMatch(path -> path.startsWith("data/"));
    assertThat(tags.keySet()).contains("README.txt", "rescue.json", "files.jsonl", "bagit.txt");
    assertThat(new String(get(unpacked, "README.txt"), StandardCharsets.UTF_8))
        .contains("age -d rescue.zip.age > rescue.zip", "sha256sum -c", "Wickr Me")
        .doesNotContain("{");
  }

  @Test
  void documentedFormatIsTheOneWritten() throws Exception {
    Files.createSymbolicLink(root.resolve("link"), folder);
    rescue(Progress.SILENT);
    Map<String, byte[]> unpacked = unpacked();
    String document = Files.readString(Path.of("../docs/rescue-format.md"));
    List<String> examples =
        java.util.regex.Pattern.compile("```json\n(.*?)\n```", java.util.regex.Pattern.DOTALL)
            .matcher(document)
            .results()
            .map(match -> match.group(1))
            .toList();

    List<String> written = new ArrayList<>();
    for (String name : List.of("rescue.json", "files.jsonl", "remarks.jsonl")) {
      assertThat(document).contains("### `" + name + "`");
      String text = new String(get(unpacked, name), StandardCharsets.UTF_8);
      written.add(text.substring(0, text.indexOf('\n')));
    }

    assertThat(examples.stream().map(RescueTest::fields))
        .containsExactlyElementsOf(written.stream().map(RescueTest::fields).toList());
    for (Reason reason : Reason.values()) {
      assertThat(document)
          .contains("| `%s` | %s |".formatted(reason.word(), reason.isLoss() ? "yes" : "no"));
    }
  }

  private static List<String> fields(String json) {
    try {
      List<String> names = new ArrayList<>();
      new com.fasterxml.jackson.databind.ObjectMapper()
          .readTree(json)
          .fieldNames()
          .forEachRemaining(names::add);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void leavesTheProfileAsItWas() throws Exception {
    Map<String, byte[]> before = files(root);

    rescue(Progress.SILENT);

    assertThat(files(root)).containsExactlyEntriesOf(before);
    try (Stream<Path> all = Files.walk(root)) {
      assertThat(all.filter(Files::isRegularFile).map(RescueTest::modified)).containsOnly(LONG_AGO);
    }
  }

  @Test
  void databaseThatIsWrittenToMeanwhileIsOfOneMoment() throws Exception {
    Path database = root.resolve("wickr_db.sqlite");
    Files.delete(database);
    Files.delete(root.resolve("wickr_db.sqlite-wal"));
    Files.delete(root.resolve("wickr_db.sqlite-shm"));
    int[] rows = new int[1];
    try (Connection client = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = client.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("CREATE TABLE m (id INTEGER PRIMARY KEY, body BLOB)");
      statement.execute("INSERT INTO m (body) VALUES (randomblob(3000))");

      RescueReport report =
          rescue(
              onAdvance(
                  () -> {
                    statement.execute("INSERT INTO m (body) VALUES (randomblob(3000))");
                    rows[0]++;
                  }));

      assertThat(report.remarkLines()).isZero();
    }
    assertThat(rows[0]).isPositive();
    assertThat(countRows(unpacked())).isBetween(1, rows[0] + 1);
  }

  @Test
  void saysWhereADatabaseNeverHeldStill() throws Exception {
    Path database = root.resolve("wickr_db.sqlite");
    Random random = new Random(5);

    RescueReport report =
        rescue(
            onAdvance(
                () -> {
                  byte[] other = new byte[70_000];
                  random.nextBytes(other);
                  Files.write(database, other);
                }));

    assertThat(report.remarks())
        .extracting(Remark::path, Remark::reason)
        .contains(org.assertj.core.groups.Tuple.tuple("wickr_db.sqlite", Reason.UNSTEADY));
    assertThat(report.lost()).isZero();
    Map<String, byte[]> unpacked = unpacked();
    assertThat(unpacked).containsKey("data/wickr_db.sqlite");
    assertThat(new String(get(unpacked, "remarks.jsonl"), StandardCharsets.UTF_8))
        .contains("\"reason\":\"unsteady\"");
  }

  @Test
  void listsLinksInsteadOfFollowingThem() throws Exception {
    Path secret = Files.writeString(folder.resolve("elsewhere"), "not the profile's");
    Files.createSymbolicLink(root.resolve("link"), secret);
    Files.createSymbolicLink(root.resolve("temp/loop"), root);

    RescueReport report = rescue(Progress.SILENT);

    assertThat(report.remarks())
        .extracting(Remark::path, Remark::reason)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("link", Reason.LINK),
            org.assertj.core.groups.Tuple.tuple("temp/loop", Reason.LINK));
    assertThat(report.found()).isEqualTo(report.carried() + report.lost()).isEqualTo(8);
  }

  @Test
  void namesThatOtherSystemsRefuseComeBackFromFilesJsonl() throws Exception {
    write("temp/a:b?", random(10));
    write("temp/A", random(11));
    write("temp/a", random(12));
    write("temp/con.txt", random(13));
    write("temp/100%.", random(14));

    rescue(Progress.SILENT);

    Map<String, byte[]> unpacked = unpacked();
    assertThat(unpacked.keySet())
        .contains(
            "data/temp/a%3Ab%3F",
            "data/temp/%41", "data/temp/a", "data/temp/%63on.txt", "data/temp/100%25%2E");
    assertThat(new String(get(unpacked, "files.jsonl"), StandardCharsets.UTF_8))
        .contains("\"path\":\"data/temp/a%3Ab%3F\",\"name\":\"temp/a:b?\"");
  }

  @Test
  void neverWritesIntoTheStoreNorOverAnything() throws Exception {
    Path existing = Files.writeString(folder.resolve("rescue.zip.age"), "precious");

    assertThatThrownBy(() -> rescueTo(root.resolve("temp/r.zip.age"), Progress.SILENT))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("own folder");
    assertThatThrownBy(() -> rescue(Progress.SILENT)).isInstanceOf(UsageException.class);

    assertThat(existing).hasContent("precious");
    assertThat(root.resolve("temp")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void leavesNothingWhereItIsStopped() throws Exception {
    Progress stopping =
        onAdvance(
            () -> {
              throw new IOException("enough");
            });

    assertThatThrownBy(() -> rescue(stopping)).isInstanceOf(UncheckedIOException.class);

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(root);
    }
  }

  @Test
  void emptyProfileIsNoSuccess() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty-profile"));
    root = empty;

    assertThatThrownBy(() -> rescue(Progress.SILENT)).isInstanceOf(DamagedInputException.class);

    assertThat(folder.resolve("rescue.zip.age")).doesNotExist();
  }

  @Test
  void changedByteIsNoticedByItsReader() throws Exception {
    rescue(Progress.SILENT);
    Path file = folder.resolve("rescue.zip.age");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(
            () -> BagReader.read(file, List.of(identity), (path, in) -> {}, Progress.SILENT))
        .isInstanceOf(DamagedInputException.class);
  }

  private RescueReport rescue(Progress progress) throws IOException {
    return rescueTo(folder.resolve("rescue.zip.age"), progress);
  }

  private RescueReport rescueTo(Path output, Progress progress) throws IOException {
    FoundStore store =
        new FoundStore(
            "wickr",
            "Wickr Me",
            "windows",
            root,
            root.resolve("wickr_db.sqlite"),
            0,
            null,
            List.of());
    Recipient recipient = identity.recipient();
    return Rescue.run(new RescueRequest(store, output, List.of(recipient), "a test"), progress);
  }

  private interface Deed {
    void run() throws IOException, SQLException;
  }

  private static Progress onAdvance(Deed deed) {
    return new Progress() {
      private boolean copying;

      @Override
      public void start(Stage stage, long totalItems, long totalBytes) {
        copying = stage == Stage.COPYING_STORE;
      }

      @Override
      public void advance(long items, long bytes) {
        if (!copying) {
          return;
        }
        try {
          deed.run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    Files.setLastModifiedTime(file, LONG_AGO);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** What is in the rescue file, read by the JDK's own ZIP reader. */
  private Map<String, byte[]> unpacked() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    visit((entry, content) -> files.put(entry.getName().substring("rescue/".length()), content));
    return files;
  }

  private Map<String, Long> times() throws IOException {
    Map<String, Long> times = new TreeMap<>();
    visit(
        (entry, content) -> {
          if (entry.getName().startsWith("rescue/data/")) {
            times.put(entry.getName(), entry.getLastModifiedTime().toMillis());
          }
        });
    return times;
  }

  private interface Visitor {
    void entry(ZipEntry entry, byte[] content);
  }

  private void visit(Visitor visitor) throws IOException {
    try (InputStream file = Files.newInputStream(folder.resolve("rescue.zip.age"));
        ZipInputStream zip = new ZipInputStream(new AgeInputStream(file, List.of(identity)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getName()).startsWith("rescue/");
        visitor.entry(entry, zip.readAllBytes());
      }
    }
  }

  private static Map<String, byte[]> payload(Map<String, byte[]> unpacked) {
    Map<String, byte[]> payload = new TreeMap<>();
    unpacked.forEach(
        (path, content) -> {
          if (path.startsWith("data/")) {
            payload.put(path.substring("data/".length()), content);
          }
        });
    return payload;
  }

  private static byte[] get(Map<String, byte[]> files, String name) {
    return java.util.Objects.requireNonNull(files.get(name), name);
  }

  private static Map<String, String> manifest(Map<String, byte[]> files, String name) {
    Map<String, String> lines = new TreeMap<>();
    for (String line : new String(get(files, name), StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.put(line.substring(66), line.substring(0, 64));
      }
    }
    return lines;
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private int countRows(Map<String, byte[]> unpacked) throws Exception {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    for (String name : List.of("wickr_db.sqlite", "wickr_db.sqlite-wal")) {
      Files.write(copy.resolve(name), get(unpacked, "data/" + name));
    }
    List<String> answers = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("wickr_db.sqlite"));
        Statement statement = connection.createStatement()) {
      try (ResultSet check = statement.executeQuery("PRAGMA integrity_check")) {
        while (check.next()) {
          answers.add(check.getString(1));
        }
      }
      assertThat(answers).containsExactly("ok");
      try (ResultSet count = statement.executeQuery("SELECT count(*) FROM m")) {
        return count.getInt(1);
      }
    }
  }
}

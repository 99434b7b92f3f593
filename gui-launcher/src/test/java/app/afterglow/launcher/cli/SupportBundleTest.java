package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.Sample;
import app.afterglow.launcher.testing.ScriptedPrompt;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle tells of a store what may be told, and nothing else. */
class SupportBundleTest {

  private static final String CANARY = "canary7391";

  @TempDir Path folder;
  private Path store;
  private Path bundle;

  /** A store whose every corner holds a canary: names of folders and files, contents, keys. */
  @BeforeEach
  void makeStore() throws IOException {
    Path home = Files.createDirectories(folder.resolve("Users").resolve(CANARY + "-user"));
    Path vendor = Files.createDirectories(home.resolve("AppData/Local/Wickr, LLC"));
    Sample sample = Sample.in(vendor);
    store = Files.move(sample.store(), vendor.resolve("WickrMe"));
    bundle = folder.resolve("bundle.zip");
    Path attachments = store.resolve("temp/attachments");
    Files.writeString(attachments.resolve(CANARY + ".txt"), CANARY);
    Files.writeString(store.resolve("logs/wickr.log"), CANARY + " logged in");
    Files.writeString(store.resolve("letter to " + CANARY + ".wic"), CANARY);
    Files.writeString(store.resolve("skd.wic"), CANARY + " key");
    Files.writeString(
        Files.createDirectories(store.resolve(CANARY)).resolve("wickr_db.sqlite-journal"), CANARY);
    byte[] log = new byte[32 + 2 * (24 + 4096)];
    Arrays.fill(log, (byte) 0x5a);
    byte[] head = HexFormat.of().parseHex("377f0682002de2180000100000000007");
    System.arraycopy(head, 0, log, 0, head.length);
    byte[] salts = CANARY.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(salts, 0, log, 16, salts.length);
    Files.write(store.resolve("wickr_db.sqlite-wal"), log);
  }

  private static Map<String, String> entries(Path zip) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }

  @Test
  void tellsOfFilesAndMachine() throws IOException {
    Ended ended = Afterglow.start().run("doctor", store, "--bundle", bundle);

    assertThat(ended.exitCode()).as(ended.err() + ended.out()).isZero();
    Map<String, String> entries = entries(bundle);
    assertThat(entries).containsOnlyKeys("README.txt", "report.json");
    assertThat(ended.out()).contains(entries.get("README.txt"), entries.get("report.json"));
    JsonNode report = new ObjectMapper().readTree(entries.get("report.json"));
    assertThat(report.path("program").asText()).startsWith("Afterglow ");
    assertThat(report.at("/java/version").asText()).isEqualTo(Runtime.version().toString());
    assertThat(report.at("/memory/largestHeap").asLong()).isPositive();
    assertThat(report.at("/freeSpace/here").asLong()).isPositive();
    assertThat(report.at("/checks/store-keys").asText()).isEqualTo("fine");
    JsonNode told = report.at("/stores/0");
    assertThat(told.path("folder").asText()).endsWith("Users/*/AppData/Local/Wickr, LLC/WickrMe");
    assertThat(told.at("/attachments/files").asInt()).isPositive();
    assertThat(told.at("/others/files").asInt()).isEqualTo(3);
    assertThat(file(told, "wickr_db.sqlite").path("header").asText()).isEqualTo("encrypted");
    assertThat(file(told, "wickr_db.sqlite").path("size").asLong())
        .isEqualTo(Files.size(store.resolve("wickr_db.sqlite")));
    assertThat(file(told, "wickr_db.sqlite.wic").path("kdfId").asInt()).isEqualTo(1);
    assertThat(file(told, "wickr_db.sqlite-wal").path("pageSize").asInt()).isEqualTo(4096);
    assertThat(file(told, "wickr_db.sqlite-wal").path("frames").asInt()).isEqualTo(2);
    assertThat(file(told, "*/wickr_db.sqlite-journal").path("size").asLong()).isPositive();
  }

  private static JsonNode file(JsonNode store, String name) {
    for (JsonNode file : store.path("files")) {
      if (file.path("name").asText().equals(name)) {
        return file;
      }
    }
    throw new AssertionError("no " + name + " in " + store);
  }

  @Test
  void holdsNoNameNoContentAndNoSecret() throws IOException {
    byte[] database = Files.readAllBytes(store.resolve("wickr_db.sqlite"));
    byte[] keys = Files.readAllBytes(store.resolve("wickr_db.sqlite.wic"));
    List<String> guids;
    try (Stream<Path> files = Files.list(store.resolve("temp/attachments"))) {
      guids = files.map(file -> file.getFileName().toString()).toList();
    }

    Afterglow.start().run("doctor", store, "--bundle", bundle);

    String all = String.join("\n", entries(bundle).values()).toLowerCase(Locale.ROOT);
    assertThat(all).doesNotContain(CANARY).doesNotContain(guids);
    assertThat(all).doesNotContain(forms(Arrays.copyOf(database, 16)));
    assertThat(all).doesNotContain(forms(Arrays.copyOfRange(keys, 1, 17)));
    assertThat(all).doesNotContain(forms(CANARY.getBytes(StandardCharsets.UTF_8)));
    assertThat(all).doesNotContain(folder.toString().toLowerCase(Locale.ROOT));
    assertThat(all).doesNotContain(System.getProperty("user.home").toLowerCase(Locale.ROOT) + "/");
  }

  /** Bytes as they could have been written: also only the first eight of them. */
  private static List<String> forms(byte[] bytes) {
    byte[] part = Arrays.copyOf(bytes, 8);
    return List.of(
        HexFormat.of().formatHex(part),
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString(Arrays.copyOf(bytes, 6))
            .toLowerCase(Locale.ROOT),
        Arrays.toString(part).replaceAll("[\\[\\]]", ""));
  }

  @Test
  void tellsOfAStoreInAContainerWithoutWhereItIs() throws IOException {
    Path zip = folder.resolve(CANARY + ".zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("wickr_db.sqlite", "wickr_db.sqlite.wic")) {
        out.putNextEntry(new ZipEntry("Users/" + CANARY + "/WickrMe/" + name));
        Files.copy(store.resolve(name), out);
        out.closeEntry();
      }
    }

    Ended ended = Afterglow.start().run("doctor", zip, "--bundle", bundle);

    assertThat(ended.exitCode()).as(ended.err() + ended.out()).isZero();
    assertThat(ended.out()).contains("Next: afterglow export \"" + zip + "\"");
    String report = Objects.requireNonNull(entries(bundle).get("report.json"));
    JsonNode told = new ObjectMapper().readTree(report).at("/stores/0");
    assertThat(told.path("inContainer").asBoolean()).isTrue();
    assertThat(file(told, "wickr_db.sqlite").path("header").asText()).isEqualTo("encrypted");
    assertThat(report).doesNotContain(CANARY);
  }

  @Test
  void writesNothingWithoutAYes() {
    ScriptedPrompt no = ScriptedPrompt.answering("no");
    ScriptedPrompt nothing = ScriptedPrompt.answering("s");

    Ended refused = Afterglow.start().asking(no).run("doctor", store, "--bundle", bundle);
    Afterglow.start().asking(nothing).run("doctor", store, "--bundle", bundle);

    assertThat(refused.out()).contains("report.json", "Nothing was written");
    assertThat(bundle).doesNotExist();

    Ended agreed =
        Afterglow.start()
            .asking(ScriptedPrompt.answering("yes"))
            .run("doctor", store, "--bundle", bundle);

    assertThat(agreed.out()).contains("Written: ");
    assertThat(bundle).exists();
  }

  @Test
  void machinesGetTheSameInTheirAnswer() throws IOException {
    Ended ended = Afterglow.start().run("doctor", store, "--bundle", bundle, "--json");

    JsonNode report = new ObjectMapper().readTree(entries(bundle).get("report.json"));
    assertThat(ended.json().at("/bundle/report")).isEqualTo(report);
    assertThat(ended.json().at("/bundle/file").asText()).isEqualTo(bundle.toString());
    assertThat(ended.json().at("/bundle/readme").asText())
        .isEqualTo(entries(bundle).get("README.txt"));
  }

  @Test
  void tellsOfAStoreThatIsNotThere() throws IOException {
    Ended ended =
        Afterglow.start().run("doctor", folder.resolve(CANARY), "--bundle", bundle, "--json");

    assertThat(ended.exitCode()).isEqualTo(4);
    JsonNode report = new ObjectMapper().readTree(entries(bundle).get("report.json"));
    assertThat(report.path("errors").toString()).contains("nothing-there").doesNotContain(CANARY);
  }

  @Test
  void overwritesNothing() throws IOException {
    Files.writeString(bundle, "precious");

    Ended ended = Afterglow.start().run("doctor", "--bundle", bundle);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(bundle).hasContent("precious");
  }
}

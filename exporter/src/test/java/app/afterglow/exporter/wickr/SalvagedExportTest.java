package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.Export;
import app.afterglow.exporter.ExportReport;
import app.afterglow.exporter.ExportRequest;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.exporter.sqlcipher.salvage.PlaintextPages;
import app.afterglow.exporter.wickr.sample.BigStore;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.mc.SQLiteMCSqlCipherConfig;

/**
 * Exports of a store of 10,000 pages of which some are destroyed: nothing is missing but what stood
 * on those, and all of it is listed. Where every row stands is told by a second reader.
 */
class SalvagedExportTest {

  private static final int PAGE = 1024;
  private static final int MESSAGES = 12_000;

  @TempDir static Path folder;

  private static final X25519Identity IDENTITY = X25519Identity.generate();
  private static BigStore whole;
  private static Path database;
  private static int pages;
  private static Map<String, Long> rowById;
  private static PlaintextPages.Places places;

  private final List<Progress.Stage> stages = new ArrayList<>();

  @BeforeAll
  static void makeStore() throws Exception {
    whole = BigStore.create(folder.resolve("whole"), MESSAGES);
    database = whole.folder().resolve("wickr_db.sqlite");
    pages = (int) (Files.size(database) / PAGE);
    rowById = new HashMap<>();
    SQLiteMCSqlCipherConfig cipher = SQLiteMCSqlCipherConfig.getV3Defaults();
    cipher.withKey(whole.passphrase());
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + database, cipher.build().toProperties());
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT messageID, rowid FROM Wickr_Message")) {
        while (rows.next()) {
          rowById.put(rows.getString(1), rows.getLong(2));
        }
      }
      try (ResultSet root =
          statement.executeQuery(
              "SELECT rootpage FROM sqlite_master WHERE name = 'Wickr_Message'")) {
        places = PlaintextPages.ofVersion3(database, whole.passphrase()).places(root.getInt(1));
      }
    }
    assertThat(places.rows()).hasSize(MESSAGES);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,2", "1,3", "10,4", "10,5", "100,6", "100,7"})
  void losesOnlyTheRowsOfDamagedPagesAndListsThem(int count, long seed) throws Exception {
    Random random = new Random(seed);
    Set<Integer> damaged = new TreeSet<>();
    while (damaged.size() < count) {
      damaged.add(2 + random.nextInt(pages - 1));
    }

    assertOnlyTheirRowsAreMissing(damaged);
  }

  @Test
  void takesNoNoiseForTheEndOfLongRow() throws Exception {
    // Nothing but the HMAC tells: SQLite follows no pointer on the last page of a row.
    Set<Integer> last = new TreeSet<>();
    last.add(new ArrayList<>(longRow().getValue()).getLast());

    assertOnlyTheirRowsAreMissing(last);
  }

  private static Map.Entry<Long, Set<Integer>> longRow() {
    return places.rows().entrySet().stream()
        .filter(row -> row.getValue().size() > 3 && row.getKey() > MESSAGES / 2)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void needsNoFirstPage() throws Exception {
    Path store = copy();
    // What follows the salt: page 1 doesn't authenticate any more.
    overwrite(store, 16, PAGE - 16);

    Archived archived = export(store);

    assertThat(archived.messages()).hasSize(MESSAGES);
    assertThat(archived.losses()).extracting(Loss::reason).contains("salvaged");
    assertThat(stages).contains(Progress.Stage.SALVAGING);
  }

  @Test
  void beginsAgainWhereDamageShowsUpInTheMiddle() throws Exception {
    // Authentic, but the row's rest is said to be where there is none: nothing shows it before
    // the row is read to its end.
    Map.Entry<Long, Set<Integer>> longRow = longRow();
    int first = new ArrayList<>(longRow.getValue()).get(1);
    Path store = copy();
    PlaintextPages stored =
        PlaintextPages.ofVersion3(store.resolve("wickr_db.sqlite"), whole.passphrase());
    byte[] page = stored.read(first);
    Arrays.fill(page, 0, 4, (byte) 0x7f);
    stored.write(first, page);

    Archived archived = export(store);

    assertThat(archived.messages()).hasSize(MESSAGES);
    assertThat(archived.losses())
        .filteredOn(loss -> loss.reason().equals("row-damaged"))
        .extracting(loss -> row(loss.id()))
        .containsExactly(longRow.getKey());
    assertThat(stages)
        .containsSubsequence(
            Progress.Stage.INDEXING,
            Progress.Stage.MESSAGES,
            Progress.Stage.SALVAGING,
            Progress.Stage.INDEXING,
            Progress.Stage.MESSAGES,
            Progress.Stage.VERIFYING);
  }

  @Test
  void exportsWhatIsLeftOfTruncatedDatabase() throws Exception {
    Path store = copy();
    int kept = pages / 2;
    try (FileChannel channel =
        FileChannel.open(store.resolve("wickr_db.sqlite"), StandardOpenOption.WRITE)) {
      channel.truncate((long) kept * PAGE + 100);
    }
    Set<Integer> gone = new TreeSet<>();
    for (int page = kept + 1; page <= pages; page++) {
      gone.add(page);
    }

    assertOnlyTheirRowsAreMissing(export(store), gone);
  }

  private void assertOnlyTheirRowsAreMissing(Collection<Integer> damaged) throws Exception {
    Path store = copy();
    for (int page : damaged) {
      overwrite(store, (page - 1L) * PAGE, PAGE);
    }
    assertOnlyTheirRowsAreMissing(export(store), damaged);
  }

  private void assertOnlyTheirRowsAreMissing(Archived archived, Collection<Integer> damaged) {
    Set<String> untouched = new HashSet<>(rowById.keySet());
    untouched.removeIf(id -> pagesOf(id).stream().anyMatch(damaged::contains));
    Set<String> carried = new HashSet<>();
    archived.messages().forEach(message -> carried.add(message.id()));
    Set<String> inPart = new HashSet<>();
    Set<String> lost = new HashSet<>();
    for (Loss loss : archived.losses()) {
      if (loss.what() == Loss.What.MESSAGE) {
        assertThat((loss.partial() ? inPart : lost).add(loss.id())).isTrue();
      }
    }

    Set<String> carriedWhole = without(carried, inPart);
    assertThat(without(untouched, carriedWhole)).as("whole, but not carried").isEmpty();
    assertThat(without(carriedWhole, untouched)).as("damaged, but carried as whole").isEmpty();
    Set<String> missing = without(rowById.keySet(), carried);
    assertThat(without(lost, missing)).as("listed as lost, but carried").isEmpty();
    Set<String> unlisted = without(missing, lost);
    // Where the index is damaged too, ids are gone with it: then the rows are.
    List<long[]> ranges = rowsOfLostPages(archived.losses());
    assertThat(unlisted)
        .allSatisfy(
            id -> assertThat(ranges).anyMatch(range -> range[0] <= row(id) && row(id) <= range[1]));
    assertThat(archived.report().info().balance().addsUp()).isTrue();
    assertThat(archived.report().info().balance().messages().lost()).isEqualTo(lost.size());
    Set<Integer> read = listedPages(archived.losses());
    assertThat(read).containsAll(damaged).hasSameSizeAs(damaged);
    System.out.printf(
        "FIGURE %d of %d pages damaged: of %d messages %d whole (%.3f %%), %d in part,"
            + " %d lost by name, %d within a range%n",
        damaged.size(),
        pages,
        rowById.size(),
        carriedWhole.size(),
        100.0 * carriedWhole.size() / rowById.size(),
        inPart.size(),
        lost.size(),
        unlisted.size());
  }

  private static Set<String> without(Set<String> all, Set<String> these) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(these);
    return rest;
  }

  private static long row(String id) {
    return rowById.getOrDefault(id, -1L);
  }

  private static Set<Integer> pagesOf(String id) {
    return places.rows().getOrDefault(row(id), Set.of());
  }

  private static Set<Integer> listedPages(List<Loss> losses) {
    Set<Integer> listed = new TreeSet<>();
    Pattern pages = Pattern.compile("(\\d+)(?:-(\\d+))?");
    for (Loss loss : losses) {
      Matcher matcher = pages.matcher(loss.id());
      if (loss.what() == Loss.What.PAGE && loss.reason().startsWith("page-") && matcher.matches()) {
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        for (int page = first; page <= last; page++) {
          listed.add(page);
        }
      }
    }
    return listed;
  }

  private static List<long[]> rowsOfLostPages(List<Loss> losses) {
    List<long[]> ranges = new ArrayList<>();
    Pattern between = Pattern.compile(".* rows (\\d+) to (\\d+) of Wickr_Message.*");
    Pattern from = Pattern.compile(".* rows from (\\d+) on of Wickr_Message.*");
    for (Loss loss : losses) {
      String detail = String.valueOf(loss.detail());
      Matcher both = between.matcher(detail);
      Matcher open = from.matcher(detail);
      if (both.matches()) {
        ranges.add(new long[] {Long.parseLong(both.group(1)), Long.parseLong(both.group(2))});
      } else if (open.matches()) {
        ranges.add(new long[] {Long.parseLong(open.group(1)), Long.MAX_VALUE});
      }
    }
    return ranges;
  }

  private static Path copy() throws IOException {
    Path store = Files.createDirectories(folder.resolve("damaged"));
    Files.copy(database, store.resolve("wickr_db.sqlite"), StandardCopyOption.REPLACE_EXISTING);
    return store;
  }

  private static void overwrite(Path store, long offset, int length) throws IOException {
    byte[] noise = new byte[length];
    new Random(offset).nextBytes(noise);
    try (FileChannel channel =
        FileChannel.open(store.resolve("wickr_db.sqlite"), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(noise), offset);
    }
  }

  private record Archived(ExportReport report, List<Message> messages, List<Loss> losses) {}

  private Archived export(Path store) throws IOException {
    Path archive = folder.resolve("archive.zip.age");
    Files.deleteIfExists(archive);
    ExportRequest request =
        new ExportRequest(
            StoreFinder.only(store, "wickr"),
            archive,
            List.of(IDENTITY.recipient()),
            Selection.ALL,
            ExportRequest.Expired.KEEP,
            "Afterglow test");
    ExportReport report;
    try (Credentials key = new Credentials(null, null, null, Secret.copyOf(whole.key()))) {
      report = Export.run(request, key, noting());
    }
    List<Message> messages = new ArrayList<>();
    try (ArchiveReader reader = ArchiveReader.open(archive, List.of(IDENTITY));
        Stream<Loss> losses = reader.losses()) {
      for (ArchivedConversation conversation : reader.conversations()) {
        try (Stream<Message> stream = reader.messages(conversation)) {
          messages.addAll(stream.toList());
        }
      }
      return new Archived(report, messages, losses.toList());
    }
  }

  private Progress noting() {
    return new Progress() {
      @Override
      public void start(Stage stage, long totalItems, long totalBytes) {
        stages.add(stage);
      }

      @Override
      public void advance(long items, long bytes) {}
    };
  }
}

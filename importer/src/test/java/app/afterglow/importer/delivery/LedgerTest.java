package app.afterglow.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("a.zip.age.ledger");
  }

  @Test
  void remembersStepsRoomsPeopleUploadsAndNotes() throws IOException {
    try (Ledger ledger = Ledger.open(file, "t")) {
      ConversationLedger conversation = ledger.conversation("c");
      conversation.intendRoom();
      conversation.rememberRoom("!room");
      conversation.put("m", "text", Entry.intended(AT, false));
      conversation.put("m", "text", Entry.delivered(AT, "$event", null));
      conversation.putLater("m", "attachment.0", Entry.refused(AT, "too-large", "status 413"));
      ledger.memory().rememberUser("alice", "@alice:s");
      ledger.memory().rememberUpload("ab", "mxc://s/ab");
      ledger.memory().rememberNote("n", "v");
    }

    try (Ledger ledger = Ledger.open(file, "t")) {
      ConversationLedger conversation = ledger.conversation("c");
      assertThat(conversation.room()).isEqualTo(new Place.Opening("!room", false));
      assertThat(conversation.steps("m"))
          .hasSize(2)
          .containsEntry("text", Entry.delivered(AT, "$event", null))
          .containsEntry("attachment.0", Entry.refused(AT, "too-large", "status 413"));
      assertThat(ledger.memory().user("alice")).isEqualTo("@alice:s");
      assertThat(ledger.memory().upload("ab")).isEqualTo("mxc://s/ab");
      assertThat(ledger.memory().note("n")).isEqualTo("v");
      assertThat(ledger.memory().count()).isEqualTo(new Memory.Count(1, 0, 1));
    }
  }

  @Test
  void keepsTargetsApart() throws IOException {
    try (Ledger ledger = Ledger.open(file, "one")) {
      ledger.conversation("c").put("m", "text", Entry.delivered(AT, null, null));
    }

    try (Ledger ledger = Ledger.open(file, "other")) {
      assertThat(ledger.conversation("c").steps("m")).isEmpty();
      assertThat(ledger.memory().count().delivered()).isZero();
    }
  }

  @Test
  void remembersThatARoomMayExist() throws IOException {
    try (Ledger ledger = Ledger.open(file, "t")) {
      ledger.conversation("c").intendRoom();
    }

    try (Ledger ledger = Ledger.open(file, "t")) {
      assertThat(ledger.conversation("c").room()).isEqualTo(new Place.Opening(null, true));
    }
  }

  @Test
  void forgetsWhatWasNotSent() throws IOException {
    try (Ledger ledger = Ledger.open(file, "t")) {
      ledger.conversation("c").put("m", "text", Entry.intended(AT, false));
      ledger.conversation("c").forget("m", "text");

      assertThat(ledger.conversation("c").steps("m")).isEmpty();
    }
  }

  @Test
  void letsNoSecondRunIn() throws IOException {
    try (Ledger first = Ledger.open(file, "t")) {
      assertThatThrownBy(() -> Ledger.open(file, "t")).isInstanceOf(UsageException.class);
      assertThat(first.memory().count().open()).isZero();
    }

    try (Ledger later = Ledger.open(file, "t")) {
      assertThat(later.memory().count().open()).isZero();
    }
  }

  @Test
  void refusesFilesThatAreNone() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "not a database, but long enough to be");
    Path other = folder.resolve("other.sqlite");
    sql(other, "CREATE TABLE x (y)");
    Path newer = folder.resolve("newer.sqlite");
    Ledger.open(newer, "t").close();
    sql(newer, "PRAGMA user_version = 2");

    assertThatThrownBy(() -> Ledger.open(text, "t")).isInstanceOf(UnsupportedInputException.class);
    assertThatThrownBy(() -> Ledger.open(other, "t")).isInstanceOf(UnsupportedInputException.class);
    assertThatThrownBy(() -> Ledger.open(newer, "t")).isInstanceOf(UnsupportedInputException.class);
    assertThat(Files.readString(text)).startsWith("not a database");
  }

  @Test
  void saysSoWhereItIsDamaged() throws Exception {
    Ledger.open(file, "t").close();
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, Math.min(bytes.length, 4096), (byte) 0xEE);
    Files.write(file, bytes);

    assertThatThrownBy(() -> Ledger.open(file, "t"))
        .isInstanceOfAny(DamagedInputException.class, UnsupportedInputException.class);
  }

  @Test
  void writesOfSeveralThreadsAreAllThere() throws Exception {
    try (Ledger ledger = Ledger.open(file, "t");
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> writing = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        String conversation = "c" + t;
        writing.add(
            threads.submit(
                () -> {
                  ConversationLedger own = ledger.conversation(conversation);
                  for (int i = 0; i < 50; i++) {
                    own.put("m" + i, "text", Entry.intended(AT, false));
                    own.put("m" + i, "text", Entry.delivered(AT, null, null));
                  }
                  return own;
                }));
      }
      for (Future<?> one : writing) {
        one.get();
      }
    }

    try (Ledger ledger = Ledger.open(file, "t")) {
      assertThat(ledger.memory().count()).isEqualTo(new Memory.Count(400, 0, 0));
    }
  }

  private static void sql(Path database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

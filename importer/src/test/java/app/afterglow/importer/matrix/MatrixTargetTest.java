package app.afterglow.importer.matrix;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.delivery.TestTime;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Balance;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real homeserver does seldom: refusals, limits, lost answers. */
class MatrixTargetTest {

  @TempDir Path folder;

  private final TestTime time = new TestTime();
  private StubHomeserver server;

  @BeforeEach
  void start() throws IOException {
    server = new StubHomeserver();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MatrixRun run() {
    return new MatrixRun(server.url(), "token", folder.resolve("ledger")).at(time);
  }

  private static MemoryHistory history() {
    return new MemoryHistory()
        .account("p1", "alice")
        .person("p1", "alice")
        .conversation("c1", Conversation.Kind.ROOM, "Room", "p1")
        .message(message("c1", "m1").from("p1").text("one").made())
        .message(message("c1", "m2").from("p1").text("two").made());
  }

  @Test
  void waitsAsLongAsTheServerSays() throws IOException {
    server.prepare("/send/", 429, "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"retry_after_ms\":7000}");

    ImportReport report = run().deliver(history());

    assertThat(report.losses()).isEmpty();
    assertThat(server.events()).hasSize(2);
    assertThat(time.waited()).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @CsvSource({"500,lost", "502,lost", "504,lost", "0,''"})
  void sendsNothingTwiceThatArrivedWithoutAnAnswer(int status, String body) throws IOException {
    server.prepare("/send/", status, body);

    ImportReport report = run().deliver(history());

    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(2, 2, 0));
    assertThat(report.losses()).isEmpty();
    assertThat(server.events()).hasSize(2);
  }

  @Test
  void findsTheRoomWhoseMakingLostItsAnswer() throws IOException {
    server.prepare("/createRoom", 504, "lost");

    ImportReport report = run().deliver(history());

    assertThat(report.losses()).isEmpty();
    assertThat(server.requests().stream().filter(r -> r.endsWith("/createRoom"))).hasSize(1);
  }

  @Test
  void toleratesGhostsThatAreThere() throws IOException {
    server.prepare("/register", 400, "{\"errcode\":\"M_USER_IN_USE\"}");
    server.prepare("/register", 400, "{\"errcode\":\"M_USER_IN_USE\"}");

    assertThat(run().deliver(history()).losses()).isEmpty();
  }

  @Test
  void listsWhatTheServerRefuses() throws IOException {
    server.prepare("/send/", 403, "{\"errcode\":\"M_FORBIDDEN\",\"error\":\"one\"}");

    ImportReport report = run().deliver(history());

    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(2, 1, 1));
    assertThat(report.losses())
        .containsExactly(
            Loss.whole(Loss.What.MESSAGE, "m1", "forbidden", "status 403 M_FORBIDDEN"));
    // Refused once, refused in the next run too, unless somebody wants it tried again.
    assertThat(run().deliver(history())).isEqualTo(report);
    assertThat(run().with("retry-refused", "yes").deliver(history()).losses())
        .extracting(Loss::reason)
        .doesNotContain("forbidden");
    assertThat(server.events()).hasSize(2);
  }

  @Test
  void givesUpOnWhatFailsInsideTheServerAgainAndAgain() throws IOException {
    for (int i = 0; i < 8; i++) {
      server.prepare("/send/", 500, "{\"errcode\":\"M_UNKNOWN\"}");
    }

    ImportReport report = run().deliver(history());

    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(2, 1, 1));
    // As long as it takes to start a database again.
    assertThat(time.waited()).isGreaterThan(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503})
  void takesNoFileForAnotherWhileTheServerIsBusy(int status) throws IOException {
    MemoryHistory history = history();
    history.message(
        message("c1", "m3").from("p1").file(history.attachment("a.txt", "a content")).made());
    server.prepare("/media/download/", status, "{\"errcode\":\"M_UNKNOWN\"}");
    server.prepare("/media/download/", status, "<html>busy</html>");

    ImportReport report = run().with("verify", "yes").deliver(history);

    assertThat(server.requests()).filteredOn(request -> request.contains("/download/")).hasSize(3);
    assertThat(report.losses())
        .filteredOn(loss -> loss.id().equals("m3"))
        .singleElement()
        .extracting(Loss::detail, InstanceOfAssertFactories.STRING)
        // The stub tells neither senders nor times.
        .isEqualTo("attachment.0: author, time");
  }

  @Test
  void putsNothingIntoAnEncryptedRoom() throws IOException {
    server.prepare("/m.room.encryption/", 200, "{\"algorithm\":\"m.megolm.v1.aes-sha2\"}");

    ImportReport report = run().deliver(history());

    assertThat(server.events()).isEmpty();
    assertThat(report.balance().conversations()).isEqualTo(new Balance.Line(1, 0, 1));
    assertThat(report.losses()).extracting(Loss::reason).contains("room-encrypted");
  }

  @Test
  void saysThatTheTokenIsWrong() {
    server.prepare("/whoami", 401, "{\"errcode\":\"M_UNKNOWN_TOKEN\"}");

    refuses(() -> run().deliver(history()), TargetRefusedException.class, "wrong-token");
  }

  @Test
  void saysThatTheTokenIsAnothers() {
    server.prepare("/whoami", 200, "{\"user_id\":\"@eve:elsewhere\"}");

    refuses(() -> run().deliver(history()), TargetRefusedException.class, "other-account");
  }

  @ParameterizedTest
  @CsvSource({"404,<html>no</html>", "200,<html>portal</html>", "301,''"})
  void saysThatThereIsNoHomeserver(int status, String page) {
    server.prepare("/versions", status, page);

    refuses(() -> run().deliver(history()), TargetRefusedException.class, "no-server");
  }

  @ParameterizedTest
  @CsvSource({
    "url,ftp://x",
    "url,https://user@x",
    "server-name,a b",
    "user-prefix,A",
    "invite-users,@é",
    "rate,0",
    "parallel,65",
    "federate,maybe",
  })
  void refusesOptionsThatMakeNoSense(String option, String value) {
    refuses(
        () -> run().with(option, value).deliver(history()), UsageException.class, "invalid-option");
  }

  private static void refuses(
      ThrowingCallable call, Class<? extends AfterglowException> type, String key) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AfterglowException.class,
            e -> {
              assertThat(e).isInstanceOf(type);
              assertThat(e.problem().key()).isEqualTo(key);
              for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
                assertThat(e.problem().what(locale)).doesNotContain(key);
              }
            });
  }

  @Test
  void onlyLooksInADryRun() throws IOException {
    Path map = folder.resolve("people.csv");

    ImportReport report = run().dry(true).map(map).deliver(history());

    assertThat(server.requests()).allMatch(request -> request.startsWith("GET "));
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(2, 2, 0));
    assertThat(report.notes().getFirst()).startsWith("Plan: 1 rooms to make, 2 messages");
    assertThat(IdentityMap.read(map).entries().get("p1"))
        .isEqualTo(new IdentityMap.Entry("p1", "alice", null, 2, null, null));
    assertThat(folder.resolve("ledger")).doesNotExist();
  }

  @Test
  void writesARegistrationThatOnlyItsOwnerReads() throws IOException {
    Path file = folder.resolve("as.yaml");
    Path map = folder.resolve("people.csv");
    Files.writeString(map, "person,target\np1,alice\np2,@bob:elsewhere.org\n");

    ImportReport report = run().with("registration", file.toString()).map(map).deliver(history());

    assertThat(server.requests()).isEmpty();
    Path token = Registration.tokenFile(file);
    assertThat(report.written()).containsExactly(file, token);
    for (Path secret : report.written()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
    String yaml = Files.readString(file);
    assertThat(yaml)
        .contains("as_token: \"" + Files.readString(token).strip() + "\"")
        .contains("regex: \"@afterglow_.*:afterglow\\\\.test\"")
        .contains("- exclusive: false\n      regex: \"@alice:afterglow\\\\.test\"")
        .doesNotContain("bob");
    refuses(
        () -> run().with("registration", file.toString()).deliver(history()),
        UsageException.class,
        "registration-exists");
    assertThat(Files.readString(file)).isEqualTo(yaml);
  }
}

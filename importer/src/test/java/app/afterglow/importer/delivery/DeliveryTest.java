package app.afterglow.importer.delivery;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.InDoubt;
import app.afterglow.importer.delivery.ScriptedMessenger.Fault;
import app.afterglow.importer.delivery.ScriptedMessenger.Killed;
import app.afterglow.importer.delivery.ScriptedMessenger.Server;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Balance;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Selection;
import app.afterglow.problem.InterruptedRunException;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {

  private static final Instant START = Instant.parse("2021-05-04T13:37:05Z");

  @TempDir Path folder;
  private final Server server = new Server();
  private final TestTime time = new TestTime();
  private Step.Repeat repeat = Step.Repeat.DOUBLES;
  private DeliverySettings settings = DeliverySettings.USUAL;

  @Test
  void deliversEachConversationInOrder() throws IOException {
    MemoryHistory history = history(5, 40);

    ImportReport report = deliver(history);

    assertThat(server.texts("c3")).isEqualTo(expected("c3", 40));
    assertThat(server.texts()).hasSize(5);
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(200, 200, 0));
    assertThat(report.balance().conversations()).isEqualTo(new Balance.Line(5, 5, 0));
    assertThat(report.losses()).isEmpty();
  }

  @Test
  void secondRunAddsNothingAndReportsTheSame() throws IOException {
    MemoryHistory history = history(3, 10);
    server.fault("c1-4/text.0", Fault.REFUSED);
    ImportReport first = deliver(history);
    Map<String, List<String>> stood = server.texts();
    int attempts = server.attempts().size();

    ImportReport second = deliver(history);

    assertThat(server.texts()).isEqualTo(stood);
    assertThat(server.attempts()).hasSize(attempts);
    assertThat(second).isEqualTo(first);
    assertThat(second.balance().messages()).isEqualTo(new Balance.Line(30, 29, 1));
  }

  @Test
  void listsWhatIsRefusedAndGoesOn() throws IOException {
    MemoryHistory history = new MemoryHistory().conversation("c", Conversation.Kind.ROOM, "C");
    history.message(
        message("c", "m1").text("a|b|c").file(history.attachment("f.txt", "content")).made());
    history.message(message("c", "m2").text("d").at(START.plusSeconds(1)).made());
    server.fault("m1/text.1", Fault.REFUSED);

    ImportReport report = deliver(history);

    assertThat(server.texts("c")).containsExactly("a", "file f.txt", "d");
    assertThat(report.losses())
        .containsExactly(Loss.whole(Loss.What.MESSAGE, "m1", "not-liked", "status 400"));
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(2, 1, 1));
    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(1, 1, 0));
  }

  @Test
  void triesRefusedOnesOnceMoreWhereAsked() throws IOException {
    MemoryHistory history = history(1, 3);
    server.fault("c0-1/text.0", Fault.REFUSED);
    deliver(history);
    settings = settings.withRetryRefused(true);

    ImportReport report = deliver(history);

    assertThat(server.texts("c0")).containsExactly("text 0", "text 2", "text 1");
    assertThat(report.balance().messages().lost()).isZero();
    assertThat(report.losses()).extracting(Loss::reason).containsExactly("out-of-order");
  }

  @Test
  void waitsAsLongAsTheTargetAsks() throws IOException {
    MemoryHistory history = history(1, 2);
    server.fault("c0-1/text.0", Fault.BUSY_FOR_A_MINUTE);

    deliver(history);

    assertThat(server.texts("c0")).isEqualTo(expected("c0", 2));
    assertThat(time.waits()).contains(Duration.ofMinutes(1));
  }

  @Test
  void backsOffLongerEachTime() throws IOException {
    MemoryHistory history = history(1, 1);
    server.fault("c0-0/text.0", Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY);

    deliver(history);

    assertThat(time.waits()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      long whole = 1000L << i;
      assertThat(time.waits().get(i).toMillis()).isBetween(whole / 2, whole);
    }
  }

  @Test
  void stopsWhereTheTargetNeverAnswers() throws IOException {
    MemoryHistory history = history(2, 5);
    Fault[] often = new Fault[Backoff.PATIENT.attempts()];
    Arrays.fill(often, Fault.BUSY);
    server.fault("c0-2/text.0", often);

    assertThatThrownBy(() -> deliver(history)).isInstanceOf(TargetRefusedException.class);
    ImportReport report = deliver(history);

    // What is certainly not taken is not in doubt either: the rest comes without a mark.
    assertThat(server.texts("c0")).isEqualTo(expected("c0", 5));
    assertThat(server.texts("c1")).isEqualTo(expected("c1", 5));
    assertThat(report.losses()).isEmpty();
  }

  @Test
  void resendsWhatIsInDoubtWithAMark() throws IOException {
    MemoryHistory history = history(1, 3);
    server.fault("c0-1/text.0", Fault.LOST_AFTER);
    settings = settings.withInDoubt(InDoubt.RESEND, InDoubt.Asker.NOBODY);

    ImportReport report = deliver(history);

    assertThat(server.texts("c0")).containsExactly("text 0", "text 1", "(again) text 1", "text 2");
    assertThat(report.losses())
        .containsExactly(Loss.partial(Loss.What.MESSAGE, "c0-1", "may-stand-twice", "text.0"));
    assertThat(deliver(history)).isEqualTo(report);
  }

  @Test
  void skipsWhatIsInDoubtAndListsIt() throws IOException {
    MemoryHistory history = history(1, 3);
    server.fault("c0-1/text.0", Fault.LOST_BEFORE);
    settings = settings.withInDoubt(InDoubt.SKIP, InDoubt.Asker.NOBODY);

    ImportReport report = deliver(history);

    assertThat(server.texts("c0")).containsExactly("text 0", "text 2");
    assertThat(report.losses()).extracting(Loss::reason).containsExactly("in-doubt");
    assertThat(deliver(history)).isEqualTo(report);
  }

  @Test
  void stopsOneConversationWhereNobodyCanBeAsked() throws IOException {
    MemoryHistory history = history(2, 4);
    server.fault("c0-1/text.0", Fault.LOST_BEFORE);

    ImportReport report = deliver(history);

    assertThat(server.texts("c0")).containsExactly("text 0");
    assertThat(server.texts("c1")).isEqualTo(expected("c1", 4));
    assertThat(report.losses())
        .extracting(Loss::reason)
        .containsExactly("in-doubt", "behind-one-in-doubt", "behind-one-in-doubt");
    assertThat(deliver(history)).isEqualTo(report);

    settings = settings.withInDoubt(InDoubt.SKIP, InDoubt.Asker.NOBODY);
    deliver(history);

    assertThat(server.texts("c0")).containsExactly("text 0", "text 2", "text 3");
  }

  @Test
  void asksWhereSomebodyCanBeAsked() throws IOException {
    MemoryHistory history = history(1, 2);
    server.fault("c0-0/text.0", Fault.LOST_BEFORE);
    List<String> asked = new ArrayList<>();
    settings =
        settings.withInDoubt(
            InDoubt.ASK,
            question -> {
              asked.add(question.conversation() + ": " + question.words() + ", " + question.step());
              return InDoubt.RESEND;
            });

    deliver(history);

    assertThat(asked).containsExactly("C0: text 0, text.0");
    assertThat(server.texts("c0")).containsExactly("(again) text 0", "text 1");
  }

  @Test
  void remembersThatSomethingMayStandThereTwiceWhateverComesAfter() throws IOException {
    MemoryHistory history = history(1, 1);
    settings = settings.withInDoubt(InDoubt.RESEND, InDoubt.Asker.NOBODY);
    server.fault("c0-0/text.0", Fault.LOST_AFTER, Fault.KILLED_AFTER);
    assertThatThrownBy(() -> deliver(history)).isInstanceOf(ScriptedMessenger.Killed.class);
    server.evidence(Place.Evidence.ARRIVED);

    ImportReport report = deliver(history);

    assertThat(server.texts("c0")).containsExactly("text 0", "(again) text 0");
    assertThat(report.losses()).extracting(Loss::reason).containsExactly("may-stand-twice");
  }

  @Test
  void believesEvidence() throws IOException {
    MemoryHistory history = history(1, 2);
    server.fault("c0-0/text.0", Fault.LOST_AFTER);
    server.evidence(Place.Evidence.ARRIVED);
    ImportReport arrived = deliver(history);
    assertThat(server.texts("c0")).isEqualTo(expected("c0", 2));
    assertThat(arrived.losses())
        .extracting(Loss::reason)
        .containsExactly("confirmed-without-answer");

    MemoryHistory more = history(1, 3);
    server.fault("c0-2/text.0", Fault.LOST_BEFORE);
    server.evidence(Place.Evidence.NOT_ARRIVED);
    deliver(more);

    assertThat(server.texts("c0")).isEqualTo(expected("c0", 3));
  }

  @Test
  void repeatsFreelyWhereTheTargetRecognisesIt() throws IOException {
    repeat = Step.Repeat.HARMLESS;
    MemoryHistory history = history(2, 10);
    server.fault("c0-3/text.0", Fault.LOST_AFTER, Fault.LOST_BEFORE, Fault.LOST_AFTER);

    ImportReport report = deliver(history);

    assertThat(server.texts("c0")).isEqualTo(expected("c0", 10));
    assertThat(report.losses()).isEmpty();
  }

  @Test
  void findsARoomAgainWhoseMakingLostItsAnswer() throws IOException {
    MemoryHistory history = history(1, 2);
    server.fault("room", Fault.LOST_AFTER);

    ImportReport report = deliver(history);

    assertThat(server.texts("c0")).isEqualTo(expected("c0", 2));
    assertThat(report.losses()).isEmpty();
  }

  @Test
  void losesAConversationWhoseRoomIsRefused() throws IOException {
    MemoryHistory history = history(2, 3);
    settings = settings.withParallel(1);
    server.fault("room", Fault.REFUSED);

    ImportReport report = deliver(history);

    assertThat(report.balance().conversations()).isEqualTo(new Balance.Line(2, 1, 1));
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(6, 3, 3));
    assertThat(server.texts().keySet()).containsExactly("c1");
  }

  @Test
  void abortedAtEachRequestEndsWithTheSameContent() throws IOException {
    for (Step.Repeat kind : Step.Repeat.values()) {
      for (Fault how : List.of(Fault.KILLED_BEFORE, Fault.KILLED_AFTER)) {
        for (int at = 1; at <= 15; at++) {
          abortedAt(at, how, kind);
        }
      }
    }
  }

  private void abortedAt(int at, Fault how, Step.Repeat kind) throws IOException {
    repeat = kind;
    settings = DeliverySettings.USUAL.withInDoubt(InDoubt.RESEND, InDoubt.Asker.NOBODY);
    MemoryHistory history = history(2, 6);
    Server target = new Server();
    Path ledger = folder.resolve(kind + "-" + how + "-" + at + ".ledger");
    target.killAt(at, how);

    assertThatThrownBy(() -> deliver(history, target, ledger)).isInstanceOf(Killed.class);
    target.killAt(-1, how);
    ImportReport report = deliver(history, target, ledger);

    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(12, 12, 0));
    for (String room : List.of("c0", "c1")) {
      List<String> once = new ArrayList<>(target.texts(room));
      // One in doubt may stand there twice, with its mark; or once, with the mark.
      long marked = once.stream().filter(text -> text.startsWith("(again) ")).count();
      assertThat(marked).isEqualTo(inDoubt(report, room));
      if (kind == Step.Repeat.HARMLESS) {
        assertThat(marked).isZero();
      }
      once.replaceAll(text -> text.replace("(again) ", ""));
      assertThat(once.stream().distinct().toList()).isEqualTo(expected(room, 6));
      assertThat(once.size()).isLessThanOrEqualTo(6 + (int) marked);
    }
    assertThat(deliver(history, target, ledger)).isEqualTo(report);
  }

  private static long inDoubt(ImportReport report, String room) {
    return report.losses().stream()
        .filter(loss -> loss.reason().equals("may-stand-twice") && loss.id().startsWith(room))
        .count();
  }

  @Test
  void interruptingEndsTheRunAndItGoesOnLater() throws Exception {
    MemoryHistory history = history(2, 50);
    CountDownLatch underWay = new CountDownLatch(1);
    Timing slow =
        new Timing(
            time::now,
            wait -> {
              underWay.countDown();
              // Whoever waits here waits until somebody ends the run.
              Thread.sleep(Duration.ofMinutes(10));
            },
            new Random(1));
    List<Throwable> thrown = new ArrayList<>();
    Thread run =
        new Thread(
            () -> {
              try {
                deliver(history, server, ledger(), new Pace(10, slow), slow);
              } catch (IOException e) {
                thrown.add(e);
              }
            });
    run.start();
    underWay.await();
    run.interrupt();
    run.join();

    ImportReport report = deliver(history);

    assertThat(thrown).singleElement().isInstanceOf(InterruptedRunException.class);
    assertThat(server.texts("c0")).isEqualTo(expected("c0", 50));
    assertThat(server.texts("c1")).isEqualTo(expected("c1", 50));
    assertThat(report.losses()).isEmpty();
  }

  @Test
  void keepsToTheRate() throws IOException {
    MemoryHistory history = history(4, 25);
    Timing timing = time.timing();

    deliver(history, server, ledger(), new Pace(5, timing), timing);

    // 100 steps at 5 a second, the first 5 of them at once.
    assertThat(time.waited()).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(21));
  }

  @Test
  void deliversOnlyTheSelection() throws IOException {
    MemoryHistory history = history(3, 10);
    Selection selection = new Selection(Set.of("C1"), START.plusSeconds(3), START.plusSeconds(6));

    ImportReport report = deliver(history, selection);

    assertThat(server.texts().keySet()).containsExactly("c1");
    assertThat(server.texts("c1")).containsExactly("text 3", "text 4", "text 5");
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(3, 3, 0));
  }

  @Test
  void tellsProgressOnceForEachMessage() throws IOException {
    MemoryHistory history = history(3, 20);
    long[] told = new long[2];
    Progress progress =
        new Progress() {
          @Override
          public void start(Stage stage, long totalItems, long totalBytes) {
            told[0] = totalItems;
          }

          @Override
          public void advance(long items, long bytes) {
            told[1] += items;
          }
        };

    Timing timing = time.timing();
    try (Ledger ledger = Ledger.open(ledger(), "scripted")) {
      new Delivery(ledger, "scripted", settings, unlimited(timing), timing)
          .deliver(
              history, new ScriptedMessenger(server, repeat), request(Selection.ALL), progress);
    }

    assertThat(told).containsExactly(60, 60);
  }

  @Test
  void verifyingFindsWhatDiffersAndWhatIsMissing() throws IOException {
    MemoryHistory history = history(1, 6);
    deliver(history);
    settings = settings.withVerify(true);
    assertThat(deliver(history).losses()).isEmpty();

    server.distort(
        posted ->
            switch (posted.text()) {
              case "text 1" -> with(posted, "mallory", posted.at(), posted.text());
              case "text 2" -> with(posted, posted.author(), Instant.EPOCH, posted.text());
              case "text 3" -> with(posted, posted.author(), posted.at(), "forged");
              case "text 4" ->
                  new Posted("other", posted.author(), posted.at(), posted.text(), List.of());
              default -> posted;
            });
    ImportReport report = deliver(history);

    assertThat(report.losses())
        .containsExactly(
            Loss.partial(Loss.What.MESSAGE, "c0-1", "differs-at-target", "text.0: author"),
            Loss.partial(Loss.What.MESSAGE, "c0-2", "differs-at-target", "text.0: time"),
            Loss.partial(Loss.What.MESSAGE, "c0-3", "differs-at-target", "text.0: text"),
            Loss.whole(Loss.What.MESSAGE, "c0-4", "missing-at-target", "text.0"));
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(6, 5, 1));
  }

  private static Posted with(Posted posted, String author, Instant at, String text) {
    return new Posted(posted.targetId(), author, at, text, List.of());
  }

  @Test
  void rehearsingSaysWhatWouldBeDoneAndDoesNothing() throws IOException {
    MemoryHistory history = history(2, 10);
    Timing timing = time.timing();

    Rehearsal before = rehearse(history, timing);
    boolean noLedger = !Files.exists(ledger());
    deliver(history);
    Rehearsal after = rehearse(history, timing);

    assertThat(noLedger).isTrue();
    assertThat(before.rooms()).isEqualTo(2);
    assertThat(before.messages()).isEqualTo(20);
    assertThat(before.steps()).isEqualTo(20);
    assertThat(before.duration()).isEqualTo(Duration.ofMillis(4400));
    assertThat(after.steps()).isZero();
    assertThat(after.stepsDone()).isEqualTo(20);
    assertThat(before.report().balance()).isEqualTo(after.report().balance());
  }

  private Rehearsal rehearse(MemoryHistory history, Timing timing) throws IOException {
    try (Ledger ledger = Ledger.forRehearsal(ledger(), "scripted")) {
      return new Delivery(ledger, "scripted", settings, new Pace(5, timing), timing)
          .rehearse(history, new ScriptedMessenger(server, repeat), request(Selection.ALL));
    }
  }

  private Path ledger() {
    return folder.resolve("ledger");
  }

  private ImportReport deliver(MemoryHistory history) throws IOException {
    return deliver(history, Selection.ALL);
  }

  private ImportReport deliver(MemoryHistory history, Selection selection) throws IOException {
    Timing timing = time.timing();
    return deliver(history, selection, server, ledger(), unlimited(timing), timing);
  }

  private ImportReport deliver(MemoryHistory history, Server target, Path file) throws IOException {
    Timing timing = time.timing();
    return deliver(history, target, file, unlimited(timing), timing);
  }

  private ImportReport deliver(
      MemoryHistory history, Server target, Path file, Pace pace, Timing timing)
      throws IOException {
    return deliver(history, Selection.ALL, target, file, pace, timing);
  }

  private ImportReport deliver(
      MemoryHistory history,
      Selection selection,
      Server target,
      Path file,
      Pace pace,
      Timing timing)
      throws IOException {
    try (Ledger ledger = Ledger.open(file, "scripted")) {
      ImportReport report =
          new Delivery(ledger, "scripted", settings, pace, timing)
              .deliver(
                  history,
                  new ScriptedMessenger(target, repeat),
                  request(selection),
                  Progress.SILENT);
      assertThat(report.balance().addsUp()).isTrue();
      return report;
    }
  }

  private static Pace unlimited(Timing timing) {
    return new Pace(Double.POSITIVE_INFINITY, timing);
  }

  static ImportRequest request(Selection selection) {
    return new ImportRequest(
        null, selection, ImportRequest.Mode.DELIVER, ZoneOffset.UTC, Locale.ENGLISH, Map.of());
  }

  static MemoryHistory history(int conversations, int messages) {
    MemoryHistory history = new MemoryHistory();
    for (int c = 0; c < conversations; c++) {
      history.conversation("c" + c, Conversation.Kind.ROOM, "C" + c);
      for (int m = 0; m < messages; m++) {
        history.message(
            message("c" + c, "c" + c + "-" + m)
                .from("alice")
                .at(START.plusSeconds(m))
                .text("text " + m)
                .made());
      }
    }
    return history;
  }

  private static List<String> expected(String room, int messages) {
    assertThat(room).startsWith("c");
    List<String> texts = new ArrayList<>();
    for (int m = 0; m < messages; m++) {
      texts.add("text " + m);
    }
    return texts;
  }
}

package app.afterglow.importer.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.ImportReport;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Selection;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TallyTest {

  @Test
  void countsWhatAFormLacksByConversation() throws IOException {
    MemoryHistory history = history(3);
    Scope scope = Scope.of(history, Selection.ALL);
    Tally tally = new Tally(scope, EnumSet.complementOf(EnumSet.of(Feature.EXPIRY)));

    carryAll(tally, scope, history);

    assertThat(tally.report(List.of()).losses())
        .containsExactly(
            Loss.partial(
                Loss.What.CONVERSATION,
                "c",
                "expiry",
                "3 messages: without when they were to be deleted"));
  }

  @Test
  void keepsTheReportShortHoweverManyItemsItConcerns() throws IOException {
    MemoryHistory history = history(12_000);
    Scope scope = Scope.of(history, Selection.ALL);
    Tally tally = new Tally(scope, EnumSet.allOf(Feature.class));

    carryAll(tally, scope, history);
    for (Message message : history.everythingSaid()) {
      tally.partial(message, "text-repaired", "repaired");
    }

    ImportReport report = tally.report(List.of());
    assertThat(report.losses()).hasSize(10_001);
    assertThat(report.losses().getLast().detail()).isEqualTo("2000 messages: repaired");
  }

  @Test
  void refusesABalanceThatDoesNotAddUp() throws IOException {
    Scope scope = Scope.of(history(3), Selection.ALL);
    Tally tally = new Tally(scope, EnumSet.allOf(Feature.class));

    assertThatThrownBy(() -> tally.report(List.of())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void namesPeopleApart() throws IOException {
    MemoryHistory history =
        new MemoryHistory()
            .person("1", "ann", "Ann", true)
            .person("2", "ann.b", "Ann", false)
            .person("3", null, "ANN", false)
            .person("4", null, "\u0000", false);
    Scope scope = Scope.of(history, Selection.ALL);
    Words words = new Words(Locale.ENGLISH, Samples.PARIS);

    Names names = new Names(scope, words, new Tally(scope, EnumSet.allOf(Feature.class)));

    assertThat(names.people(List.of("1", "2", "3", "4", "5")))
        .containsExactly("Ann", "Ann (ann.b)", "ANN (2)", "Unknown person", "5");
  }

  private static MemoryHistory history(int messages) {
    MemoryHistory history =
        new MemoryHistory()
            .person("alice-id", "alice", null, true)
            .conversation("c", Conversation.Kind.ROOM, "Room", "alice-id");
    for (int i = 0; i < messages; i++) {
      history.message(
          Messages.in("c", "m" + i, Instant.ofEpochSecond(i))
              .expiring("2030-01-01T00:00:00Z")
              .done());
    }
    return history;
  }

  private static void carryAll(Tally tally, Scope scope, MemoryHistory history) {
    scope.people().forEach(p -> tally.person());
    scope.conversations().forEach(c -> tally.conversation());
    history.everythingSaid().forEach(tally::message);
  }
}

package app.afterglow.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;

/** Runs to a {@link ScriptedMessenger}, with the settings as they were set last. */
final class ScriptedRun {

  final ScriptedMessenger.Server server = new ScriptedMessenger.Server();
  final TestTime time = new TestTime();
  DeliverySettings settings = DeliverySettings.USUAL;
  Step.Repeat repeat = Step.Repeat.DOUBLES;
  private final Path ledger;

  ScriptedRun(Path folder) {
    this.ledger = folder.resolve("ledger");
  }

  ImportReport deliver(History history) throws IOException {
    try (Ledger open = Ledger.open(ledger, "scripted")) {
      ImportReport report =
          delivery(open)
              .deliver(
                  history,
                  new ScriptedMessenger(server, repeat),
                  DeliveryTest.request(Selection.ALL),
                  Progress.SILENT);
      assertThat(report.balance().addsUp()).isTrue();
      return report;
    }
  }

  Rehearsal rehearse(History history) throws IOException {
    try (Ledger open = Ledger.forRehearsal(ledger, "scripted")) {
      return delivery(open)
          .rehearse(
              history, new ScriptedMessenger(server, repeat), DeliveryTest.request(Selection.ALL));
    }
  }

  /** What the ledger knows of a conversation's room. */
  Place.Opening room(String conversation) throws IOException {
    try (Ledger open = Ledger.open(ledger, "scripted")) {
      return open.conversation(conversation).room();
    }
  }

  private Delivery delivery(Ledger open) {
    Timing timing = time.timing();
    Pace pace = new Pace(Double.POSITIVE_INFINITY, timing);
    return new Delivery(open, "scripted", settings, pace, timing);
  }
}

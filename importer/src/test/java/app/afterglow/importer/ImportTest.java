package app.afterglow.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Balance;
import app.afterglow.model.Balance.Line;
import app.afterglow.model.Loss;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportTest {

  private static final Line NONE = new Line(0, 0, 0);
  private final List<ImportRequest> seen = new ArrayList<>();

  @Test
  void fillsInDefaultsAndPassesOptions() throws IOException {
    run(report(NONE, List.of()), Map.of("team", "moved"));

    assertThat(seen.getFirst().options())
        .containsExactlyInAnyOrderEntriesOf(Map.of("team", "moved", "type", "open"));
  }

  @Test
  void refusesAnOptionTheTargetDoesNotHave() {
    assertThatThrownBy(() -> run(report(NONE, List.of()), Map.of("tema", "x")))
        .isInstanceOfSatisfying(
            UsageException.class,
            e -> {
              assertThat(e.problem().what(Locale.ENGLISH)).contains("--tema", "test");
              assertThat(e.problem().next(Locale.FRENCH)).contains("team, type");
            });
    assertThat(seen).isEmpty();
  }

  @Test
  void refusesABalanceThatDoesNotAddUp() {
    assertThatThrownBy(() -> run(report(new Line(3, 1, 1), List.of()), Map.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesLossesThatAreNotListedOneByOne() throws IOException {
    Loss whole = Loss.whole(Loss.What.MESSAGE, "m", "too-old", null);
    Loss partial = Loss.partial(Loss.What.MESSAGE, "n", "renamed", null);

    assertThat(run(report(new Line(2, 1, 1), List.of(whole, partial)), Map.of()).losses())
        .hasSize(2);
    assertThatThrownBy(() -> run(report(new Line(2, 1, 1), List.of(partial)), Map.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void namesEveryTargetWhereOneIsUnknown() {
    assertThatThrownBy(() -> Import.target("nowhere"))
        .isInstanceOfSatisfying(
            UsageException.class,
            e -> assertThat(e.problem().what(Locale.FRENCH)).contains("nowhere"));
  }

  private static ImportReport report(Line messages, List<Loss> losses) {
    return new ImportReport(new Balance(NONE, NONE, messages, NONE), losses, List.of());
  }

  private ImportReport run(ImportReport report, Map<String, String> options) throws IOException {
    TargetProvider provider =
        new TargetProvider() {
          @Override
          public String name() {
            return "test";
          }

          @Override
          public List<TargetOption> options() {
            return List.of(new TargetOption("team", null), new TargetOption("type", "open"));
          }

          @Override
          public Target create() {
            return (history, request, progress) -> {
              seen.add(request);
              return report;
            };
          }
        };
    ImportRequest request =
        new ImportRequest(
            null,
            Selection.ALL,
            ImportRequest.Mode.DELIVER,
            ZoneOffset.UTC,
            Locale.ENGLISH,
            options);
    return Import.run(provider, new MemoryHistory(), request, Progress.SILENT);
  }
}

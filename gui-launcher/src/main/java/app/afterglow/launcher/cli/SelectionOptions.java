package app.afterglow.launcher.cli;

import app.afterglow.launcher.program.Times;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a history is wanted, and the zone in which dates are meant and shown. */
final class SelectionOptions {

  @Option(names = "--only", paramLabel = "ID|TITLE")
  List<String> only = new ArrayList<>();

  @Option(names = "--since", paramLabel = "DATE")
  @Nullable String since;

  @Option(names = "--until", paramLabel = "DATE")
  @Nullable String until;

  @Option(names = "--zone", paramLabel = "ZONE")
  @Nullable String zone;

  Selection read() throws UsageException {
    return new Selection(
        Set.copyOf(only),
        since == null ? null : instant("--since", since, 0),
        // The day named last is wanted too, so the limit is the day after it.
        until == null ? null : instant("--until", until, 1));
  }

  ZoneId zone() throws UsageException {
    try {
      return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new UsageException(LauncherProblem.of("zone", String.valueOf(zone)), e);
    }
  }

  /** Says which times are wanted and in which zone, where a limit was given. */
  void say(Session session) throws UsageException {
    if (since != null || until != null) {
      Selection selection = read();
      session.note(
          "selection.period",
          Times.of(selection.since(), session.locale(), zone()),
          Times.of(selection.until(), session.locale(), zone()),
          zone().getId());
    }
  }

  private Instant instant(String option, String text, int wholeDays) throws UsageException {
    try {
      if (!text.contains("T")) {
        return LocalDate.parse(text).plusDays(wholeDays).atStartOfDay(zone()).toInstant();
      }
      boolean hasZone = text.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)");
      return hasZone
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(zone()).toInstant();
    } catch (DateTimeException e) {
      throw new UsageException(LauncherProblem.of("date", option, text), e);
    }
  }
}

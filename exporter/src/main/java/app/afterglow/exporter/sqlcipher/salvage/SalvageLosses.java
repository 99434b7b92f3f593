package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.model.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Puts what salvage could not read into the words of a loss report, rows apart. */
final class SalvageLosses {

  private SalvageLosses() {}

  /**
   * Lists the pages, what is known of the whole database and of its log, and tables whose rows are
   * not all sure.
   *
   * @param why what kept the database from being read the normal way
   */
  static List<Loss> of(SalvageReport report, List<CopiedTable> copied, String why) {
    List<Loss> losses = new ArrayList<>();
    losses.add(
        Loss.partial(
            Loss.What.PAGE,
            "database",
            "salvaged",
            "it was read page by page (%s): %d of its %d pages are whole"
                .formatted(why, report.readablePages(), report.pages())));
    boolean rowsReached =
        !report.notes().contains(SalvageReport.Note.SCHEMA_DAMAGED)
            && report.unreadable().stream().noneMatch(SalvageLosses::ledOn);
    for (UnreadablePages run : report.unreadable()) {
      losses.add(page(run, rowsReached));
    }
    notes(report.notes(), losses);
    log(report.log(), losses);
    for (CopiedTable table : copied) {
      table(table, losses);
    }
    if (report.damagedRowCount() > report.damagedRows().size()) {
      losses.add(
          note(
              "rows-unlisted",
              "%d more rows are damaged than are listed"
                  .formatted(report.damagedRowCount() - report.damagedRows().size())));
    }
    return losses;
  }

  /** Whether it was a page of pointers, so that pages below may be lost that nothing names. */
  private static boolean ledOn(UnreadablePages run) {
    return run.owner() != null && run.owner().inner();
  }

  private static Loss page(UnreadablePages run, boolean rowsReached) {
    String id = run.count() == 1 ? "" + run.first() : "%d-%d".formatted(run.first(), run.last());
    String reason = "page-" + run.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    UnreadablePages.Owner owner = run.owner();
    if (owner == null) {
      return rowsReached
          ? Loss.partial(
              Loss.What.PAGE,
              id,
              reason,
              "an index, free space or where a long row goes on; such rows are listed themselves")
          : Loss.whole(Loss.What.PAGE, id, reason, "what stood there can't be told");
    }
    return owner.inner()
        ? Loss.partial(
            Loss.What.PAGE,
            id,
            reason,
            "it led to %s; those found are carried".formatted(rows(owner)))
        : Loss.whole(Loss.What.PAGE, id, reason, "it held " + rows(owner));
  }

  private static String rows(UnreadablePages.Owner owner) {
    boolean low = owner.lowest() != Long.MIN_VALUE;
    boolean high = owner.highest() != Long.MAX_VALUE;
    String rows =
        low && high
            ? "what there was of rows %d to %d".formatted(owner.lowest(), owner.highest())
            : low
                ? "rows from %d on".formatted(owner.lowest())
                : high ? "rows up to %d".formatted(owner.highest()) : "rows";
    return rows + " of " + owner.table();
  }

  private static void notes(Set<SalvageReport.Note> notes, List<Loss> losses) {
    notes.stream()
        .sorted()
        .forEach(
            note ->
                losses.add(
                    note(note.name().toLowerCase(Locale.ROOT).replace('_', '-'), say(note))));
  }

  private static String say(SalvageReport.Note note) {
    return switch (note) {
      case NOT_AUTHENTICATED ->
          "it is not encrypted, so that damage inside of a value can't be told";
      case SALT_FROM_LOG -> "the salt, lost with the first page, was found in the log";
      case OLDER_FIRST_PAGE -> "an older version of the first page, from the log, was used";
      case FIRST_PAGE_LOST -> "the first page is lost, with what it says of the whole database";
      case SCHEMA_DAMAGED -> "part of the schema is lost: tables may be missing";
      case FREE_LIST_DAMAGED -> "rows that were deleted may turn up: free pages can't be told";
      case UNUSED_PAGES -> "pages that nothing leads to and no table misses were left alone";
    };
  }

  /** What is wrong with a log that was read past its damage. */
  static void log(LogReport log, List<Loss> losses) {
    if (!log.isTorn()) {
      return;
    }
    List<String> found = new ArrayList<>();
    if (!log.headerWhole()) {
      found.add("its header is damaged");
    }
    if (log.framesDamaged() > 0) {
      found.add("%d page images are damaged".formatted(log.framesDamaged()));
    }
    if (log.framesUnplaced() > 0) {
      found.add(
          "%d page images don't even say of which page: some page is read in an older version"
              .formatted(log.framesUnplaced()));
    }
    if (log.framesAfterTear() > 0) {
      found.add("%d page images after a tear are not used".formatted(log.framesAfterTear()));
    }
    if (found.isEmpty()) {
      found.add("its sums don't go on, or it breaks off, at byte %d".formatted(log.tornAt()));
    }
    losses.add(LogLosses.loss("log-damaged", String.join("; ", found)));
  }

  private static void table(CopiedTable table, List<Loss> losses) {
    if (table.uncertain() > 0) {
      losses.add(
          note(
              "rows-uncertain",
              "%d rows of %s may be older versions, or were deleted"
                  .formatted(table.uncertain(), table.name())));
    }
    if (table.refused() > 0) {
      losses.add(
          note(
              "rows-repeated",
              "%d rows of %s are other versions of rows that are there already"
                  .formatted(table.refused(), table.name())));
    }
  }

  private static Loss note(String reason, String detail) {
    return Loss.partial(Loss.What.PAGE, "database", reason, detail);
  }
}

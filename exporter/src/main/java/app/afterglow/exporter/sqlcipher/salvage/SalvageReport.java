package app.afterglow.exporter.sqlcipher.salvage;

import java.util.List;
import java.util.Set;

/**
 * What was found and what was not.
 *
 * @param pageSize bytes of a page
 * @param pages pages that the database ought to have
 * @param readablePages pages that are whole
 * @param unreadable every page that is not, in runs
 * @param tables every table found
 * @param damagedRows rows that are lost or partly lost although their page is whole; complete once
 *     all rows have been read
 * @param damagedRowCount how many those are, more than are listed where there are very many
 * @param log what was found in the write-ahead log
 * @param notes what else is worth knowing
 */
public record SalvageReport(
    int pageSize,
    long pages,
    long readablePages,
    List<UnreadablePages> unreadable,
    List<SalvagedTable> tables,
    List<DamagedRow> damagedRows,
    long damagedRowCount,
    LogReport log,
    Set<Note> notes) {

  /** A report of its own lists. */
  public SalvageReport {
    unreadable = List.copyOf(unreadable);
    tables = List.copyOf(tables);
    damagedRows = List.copyOf(damagedRows);
    notes = Set.copyOf(notes);
  }

  /** Something about the whole database. */
  public enum Note {
    /** It is not encrypted: a damaged page can't be told from a whole one. */
    NOT_AUTHENTICATED,
    /** The salt was taken from the log: the first page's is lost. */
    SALT_FROM_LOG,
    /** The first page can't be read; an older version of it from the log was used. */
    OLDER_FIRST_PAGE,
    /** The first page can't be read. */
    FIRST_PAGE_LOST,
    /** Part of the schema can't be read: tables may be missing or known by their shape only. */
    SCHEMA_DAMAGED,
    /** Free pages can't be told from used ones: rows found loose may have been deleted. */
    FREE_LIST_DAMAGED,
    /** Pages that nothing leads to were left alone: no table misses any. */
    UNUSED_PAGES
  }
}

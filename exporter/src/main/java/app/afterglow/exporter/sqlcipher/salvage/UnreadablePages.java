package app.afterglow.exporter.sqlcipher.salvage;

import org.jspecify.annotations.Nullable;

/**
 * A run of pages that can't be read.
 *
 * @param first number of the first of them, counted from 1
 * @param last number of the last of them
 * @param reason why
 * @param owner the table whose rows stood there, null where that can't be told or where it was an
 *     index or free space
 */
public record UnreadablePages(int first, int last, PageState reason, @Nullable Owner owner) {

  /** How many pages. */
  public int count() {
    return last - first + 1;
  }

  /**
   * Which rows a page held.
   *
   * @param table the table's name
   * @param lowest the lowest rowid that may have stood there
   * @param highest the highest rowid that may have stood there
   * @param inner whether it was surely a page of pointers to other pages and held no row itself
   */
  public record Owner(String table, long lowest, long highest, boolean inner) {}
}

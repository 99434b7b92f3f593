package app.afterglow.importer;

import org.jspecify.annotations.Nullable;

/**
 * Cells that no spreadsheet takes for a formula: one that would begin with {@code = + - @}, a tab
 * or a line break gets a leading apostrophe.
 */
public final class SpreadsheetCell {

  private SpreadsheetCell() {}

  /** The text as it is safe in a CSV cell; an absent one is empty. */
  public static String safe(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return isFormula(text) ? "'" + text : text;
  }

  /** The text that {@link #safe} was given. */
  public static String original(String cell) {
    return cell.startsWith("'") && isFormula(cell.substring(1)) ? cell.substring(1) : cell;
  }

  private static boolean isFormula(String text) {
    // Apostrophes are skipped, so that a text which already has one finds its way back.
    int start = 0;
    while (start < text.length() && text.charAt(start) == '\'') {
      start++;
    }
    return start < text.length() && "=+-@\t\r\n".indexOf(text.charAt(start)) >= 0;
  }
}

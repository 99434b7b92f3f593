package app.afterglow.importer.html;

import org.jspecify.annotations.Nullable;

/**
 * What became of an attachment.
 *
 * @param status the word for it in the pages: {@code present}; {@code missing} or {@code damaged}
 *     as in the archive; {@code left-out} as asked for; {@code unreadable} where the archive's own
 *     copy is damaged
 * @param path where its file lies below the output folder, null unless present
 */
record Placed(String status, @Nullable String path) {

  static final String LEFT_OUT = "left-out";
  static final String UNREADABLE = "unreadable";
}

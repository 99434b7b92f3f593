package app.afterglow.exporter.wickr;

import app.afterglow.model.Loss;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts out of rows, and lists those that are there and can't be read.
 *
 * @param cipher reads values
 * @param what what the rows are
 * @param losses hears of each text that can't be read
 */
record RowTexts(ColumnCipher cipher, Loss.What what, Consumer<Loss> losses) {

  /**
   * The text of the first of these columns that has one; null where none has.
   *
   * @param id the row's id in the archive
   * @param raw takes what can't be read as text
   */
  @Nullable String first(TableRow row, String id, Map<String, JsonNode> raw, String... names) {
    for (String name : names) {
      int position = row.columns().find(name);
      Object value = row.at(position);
      ColumnCipher.Text text = cipher.text(value);
      if (text.text() != null) {
        return text.text();
      }
      if (text.unreadable() && value != null) {
        String column = row.columns().names().get(position);
        losses.accept(Loss.partial(what, id, "text-unreadable", column));
        raw.put(column, cipher.raw(value));
      }
    }
    return null;
  }
}

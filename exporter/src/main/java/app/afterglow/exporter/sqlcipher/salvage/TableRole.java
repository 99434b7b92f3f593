package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.model.Loss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a table are, so that one that is lost is listed as what it was.
 *
 * @param table the table
 * @param what a row of it
 * @param idColumns the column that names it, by each name it may have; an index of that column
 *     still names rows that are lost
 */
public record TableRole(String table, Loss.What what, List<String> idColumns) {

  /** A role of its own list. */
  public TableRole {
    idColumns = List.copyOf(idColumns);
  }

  /** The column that names a row of the table as it was found, null where it has none of them. */
  @Nullable String idColumn(List<SalvagedTable> tables) {
    return tables.stream()
        .filter(found -> found.name().equalsIgnoreCase(table))
        .flatMap(found -> found.definition().columns().stream())
        .map(Column::name)
        .filter(name -> idColumns.stream().anyMatch(name::equalsIgnoreCase))
        .findFirst()
        .orElse(null);
  }

  /** Whether a row is worth having of which nothing is known but its id. */
  boolean worthItsId() {
    return what == Loss.What.PERSON || what == Loss.What.CONVERSATION;
  }
}

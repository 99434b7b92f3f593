package app.afterglow.exporter.sqlcipher.salvage;

/**
 * A table that was found.
 *
 * @param definition its columns
 * @param origin how its definition is known
 * @param rowsInTree rows on pages that its b-tree leads to
 * @param looseRows rows on pages that nothing leads to and that were given to this table
 * @param gaps branches of its b-tree that can't be followed
 */
public record SalvagedTable(
    TableDefinition definition, Origin origin, long rowsInTree, long looseRows, int gaps) {

  /** Its name. */
  public String name() {
    return definition.name();
  }

  /** Rows to expect from {@link SalvagedDatabase#rows}, damaged ones counted. */
  public long rows() {
    return rowsInTree + looseRows;
  }

  /** How a table's definition is known. */
  public enum Origin {
    /** From the database's own schema. */
    SCHEMA,
    /** The schema is damaged: the caller expected such a table, and loose pages fit it. */
    EXPECTED,
    /** Nothing is known but the number of its columns. */
    UNKNOWN
  }
}

package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import java.util.List;

/**
 * How to read a damaged database.
 *
 * @param scheme how it is encrypted; not looked at where it isn't
 * @param expected tables that such a database holds, for the case that its schema can't be read;
 *     several versions of a table under one name are welcome
 * @param logReach how much of a damaged log is used
 * @param maxRowBytes a row that claims more is read only as far as it stands on its own page
 */
public record SalvageSettings(
    CipherScheme scheme, List<TableDefinition> expected, LogReach logReach, int maxRowBytes) {

  private static final int DEFAULT_MAX_ROW_BYTES = 64 << 20;

  /** Settings of their own list. */
  public SalvageSettings {
    expected = List.copyOf(expected);
  }

  /** The usual: the whole log, rows up to 64 MiB, no tables expected. */
  public static SalvageSettings of(CipherScheme scheme) {
    return new SalvageSettings(scheme, List.of(), LogReach.BRIDGE_TEARS, DEFAULT_MAX_ROW_BYTES);
  }

  /** The usual for a database that is not encrypted. */
  public static SalvageSettings plain() {
    return of(CipherScheme.V4);
  }

  /** The same with tables to look for where the schema can't be read. */
  public SalvageSettings expecting(List<TableDefinition> tables) {
    return new SalvageSettings(scheme, tables, logReach, maxRowBytes);
  }

  /** The same with another use of a damaged log. */
  public SalvageSettings reaching(LogReach reach) {
    return new SalvageSettings(scheme, expected, reach, maxRowBytes);
  }
}

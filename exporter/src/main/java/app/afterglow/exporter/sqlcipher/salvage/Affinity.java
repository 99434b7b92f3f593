package app.afterglow.exporter.sqlcipher.salvage;

import java.util.Locale;

/** What SQLite prefers to store in a column ("Datatypes In SQLite", section 3.1). */
public enum Affinity {
  /** Text and blobs; numbers become text. */
  TEXT,
  /** Whole numbers where a value can be one. */
  INTEGER,
  /** Floating-point numbers where a value can be one. */
  REAL,
  /** Numbers where a value can be one. */
  NUMERIC,
  /** Whatever was given. */
  BLOB;

  /** The affinity of a declared type; the order of the rules is SQLite's. */
  static Affinity of(String declaredType) {
    String type = declaredType.toUpperCase(Locale.ROOT);
    if (type.contains("INT")) {
      return INTEGER;
    }
    if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
      return TEXT;
    }
    if (type.isBlank() || type.contains("BLOB")) {
      return BLOB;
    }
    if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
      return REAL;
    }
    return NUMERIC;
  }
}

package app.afterglow.exporter.sqlcipher.salvage;

/** Whether a page can be read, and if not, why. */
public enum PageState {
  /** It is whole and, in an encrypted database, authentic. */
  READABLE,
  /** Its HMAC does not fit: it was damaged or tampered with, or is encrypted with another key. */
  NOT_AUTHENTIC,
  /** It holds zeros only, as storage leaves them where a page was never written. */
  ZEROED,
  /** The file ends within it. */
  TORN,
  /** The file ends before it. */
  BEYOND_END,
  /** Its newest version stands in the write-ahead log and is damaged there. */
  DAMAGED_IN_LOG,
  /** The storage medium refused to read it. */
  MEDIUM_ERROR,
  /** It is authentic, but no page of a b-tree where there must be one. */
  MALFORMED
}

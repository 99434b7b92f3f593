package app.afterglow.exporter.rescue;

import java.util.Locale;

/**
 * Something about a file that is not as it should be.
 *
 * @param path the file's path below the store's folder
 * @param reason what it is
 * @param detail more of it, empty where there is nothing to add
 */
public record Remark(String path, Reason reason, String detail) {

  /** What there is to say of a file. */
  public enum Reason {
    /** Lost: it can't be opened or read. */
    UNREADABLE,
    /** Lost: it could be read in part only; the beginning stands in the rescue file. */
    CUT,
    /** Lost: it was gone when its turn came. */
    VANISHED,
    /** Lost: a link, which is not followed; what it points to is the detail. */
    LINK,
    /** Lost: neither a file nor a folder. */
    SPECIAL,
    /** Carried, but it was changed while it was read: the copy may be of two moments. */
    CHANGED,
    /** Carried, but database and log never held still: the newest messages may be missing. */
    UNSTEADY,
    /** Carried, but the disk couldn't give all of it: where it failed stand zeros. */
    HOLES;

    /** Whether the file is not carried. */
    public boolean isLoss() {
      return switch (this) {
        case UNREADABLE, CUT, VANISHED, LINK, SPECIAL -> true;
        case CHANGED, UNSTEADY, HOLES -> false;
      };
    }

    /** The word that stands in {@code remarks.jsonl}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

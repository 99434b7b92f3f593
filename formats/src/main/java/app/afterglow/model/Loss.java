package app.afterglow.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that could not be carried, wholly or in part.
 *
 * @param what the kind of thing
 * @param id its id in the source; for a column {@code Table.column}, for a page its number
 * @param reason a stable word for why, such as {@code attachment-missing}; lower case and hyphens
 * @param detail what a person needs to know about this one, in English; null where the reason says
 *     it all
 * @param partial true where the item itself was carried and only something about it was not; such a
 *     line does not count as lost in the {@link Balance}
 */
public record Loss(What what, String id, String reason, @Nullable String detail, boolean partial) {

  /** An item that was not carried at all. */
  public static Loss whole(What what, String id, String reason, @Nullable String detail) {
    return new Loss(what, id, reason, detail, false);
  }

  /** Something about an item that was carried otherwise. */
  public static Loss partial(What what, String id, String reason, @Nullable String detail) {
    return new Loss(what, id, reason, detail, true);
  }

  /** The kind of thing that could not be carried. */
  public enum What {
    MESSAGE,
    ATTACHMENT,
    PERSON,
    CONVERSATION,
    COLUMN,
    PAGE;

    /** The word that stands in the archive: {@code message}, {@code attachment} ... */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

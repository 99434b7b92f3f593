package app.afterglow.model;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who takes part in the history.
 *
 * @param id the source's own id, kept as it is
 * @param name the user name in the source, null where the store doesn't hold it
 * @param displayName the name the account's owner gave them, null where there is none
 * @param self true for the owner of the store
 */
public record Person(String id, @Nullable String name, @Nullable String displayName, boolean self) {

  /** The best name there is to show: the display name, else the user name, else the id. */
  public String shownName() {
    if (displayName != null && !displayName.isBlank()) {
      return displayName;
    }
    return name != null && !name.isBlank() ? name : id;
  }
}

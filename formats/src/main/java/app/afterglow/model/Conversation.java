package app.afterglow.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place where messages were exchanged.
 *
 * @param id the source's own id, kept as it is: the same room exported by two people has one id
 * @param kind what sort of place it is
 * @param title the title people gave it, null where there is none
 * @param description the description people gave it, null where there is none
 * @param memberIds {@link Person#id()} of each member known to the store, in the store's order
 * @param raw source fields this model has no place for, by their source's name
 */
public record Conversation(
    String id,
    Kind kind,
    @Nullable String title,
    @Nullable String description,
    List<String> memberIds,
    Map<String, JsonNode> raw) {

  /** What sort of place a conversation is. */
  public enum Kind {
    /** Between two people. */
    DIRECT,
    /** Between several people, without a title of its own. */
    GROUP,
    /** A named place that people join and leave. */
    ROOM;

    /** The word that stands in the archive: {@code direct}, {@code group} or {@code room}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Conversation {
    memberIds = List.copyOf(memberIds);
    raw = Map.copyOf(raw);
  }
}

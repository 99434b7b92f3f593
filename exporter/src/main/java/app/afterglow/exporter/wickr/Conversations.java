package app.afterglow.exporter.wickr;

import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of a store by their number, 0 and up: those its table lists, and those that
 * only messages name. Their members come later, from another table.
 */
final class Conversations {

  /** The id of the conversation of messages that name none. */
  static final String NOWHERE = "no-conversation";

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> numberById = new HashMap<>();
  private final Map<Long, Integer> numberByRow = new HashMap<>();
  private final List<Loss> losses = new ArrayList<>();
  private long duplicates;

  /** A conversation, its members still growing. */
  private record Entry(
      String id,
      boolean room,
      @Nullable String title,
      @Nullable String description,
      Map<String, JsonNode> raw,
      Set<String> memberIds) {

    Conversation finish() {
      return new Conversation(id, kind(), title, description, List.copyOf(memberIds), raw);
    }

    /** Wickr's ids begin with S for rooms and G for groups; direct ones are plain hex. */
    private Conversation.Kind kind() {
      if (room || id.startsWith("S")) {
        return Conversation.Kind.ROOM;
      }
      return id.startsWith("G") || memberIds.size() > 2
          ? Conversation.Kind.GROUP
          : Conversation.Kind.DIRECT;
    }
  }

  /** Adds a conversation of the table; a second one of the same id is listed as lost. */
  void add(
      long row,
      String id,
      boolean room,
      @Nullable String title,
      @Nullable String description,
      Map<String, JsonNode> raw) {
    Integer before = numberById.get(id);
    if (before != null) {
      duplicates++;
      numberByRow.putIfAbsent(row, before);
      losses.add(
          Loss.whole(
              Loss.What.CONVERSATION,
              id,
              "duplicate-id",
              "row %d of the table of conversations; its messages are with the first"
                  .formatted(row)));
      return;
    }
    numberByRow.putIfAbsent(row, entries.size());
    numberById.put(id, entries.size());
    entries.add(new Entry(id, room, title, description, raw, new LinkedHashSet<>()));
  }

  void add(Loss loss) {
    losses.add(loss);
  }

  /** Adds a member to the conversation that these columns name, where there is one. */
  void addMember(@Nullable Object row, @Nullable Object id, String personId) {
    entries.get(number(row, id)).memberIds().add(personId);
  }

  /**
   * The number of the conversation that these columns name; one is made up where the table doesn't
   * know it.
   *
   * @param row a reference to the table's row, null where there is none
   * @param id the conversation's own id, null where there is none
   */
  int number(@Nullable Object row, @Nullable Object id) {
    Integer found = row == null ? null : known(row);
    if (found == null && id != null) {
      found = known(id);
    }
    if (found != null) {
      return found;
    }
    return makeUp(id != null ? text(id) : row != null ? rowId(row) : NOWHERE);
  }

  private @Nullable Integer known(Object reference) {
    if (reference instanceof Number row) {
      return numberByRow.get(row.longValue());
    }
    String text = text(reference);
    Integer number = numberById.get(text);
    if (number == null && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      number = text.isEmpty() ? null : numberByRow.get(Long.parseLong(text));
    }
    return number;
  }

  private static String rowId(Object row) {
    return row instanceof Number number ? "conversation-" + number.longValue() : text(row);
  }

  private static String text(Object reference) {
    return reference instanceof byte[] blob ? HexFormat.of().formatHex(blob) : reference.toString();
  }

  private int makeUp(String id) {
    String name = id.isEmpty() ? NOWHERE : id;
    Integer before = numberById.get(name);
    if (before != null) {
      return before;
    }
    int number = entries.size();
    numberById.put(name, number);
    entries.add(new Entry(name, false, null, null, Map.of(), new LinkedHashSet<>()));
    losses.add(
        Loss.partial(
            Loss.What.CONVERSATION,
            name,
            "conversation-unknown",
            "named by messages or memberships, but not in the table of conversations"));
    return number;
  }

  String id(int number) {
    return entries.get(number).id();
  }

  /** The number of the conversation of this id, -1 where there is none. */
  int numberOf(String id) {
    return numberById.getOrDefault(id, -1);
  }

  int size() {
    return entries.size();
  }

  List<Conversation> all() {
    return entries.stream().map(Entry::finish).toList();
  }

  /** Conversations found, those listed as lost included. */
  long found() {
    return entries.size() + duplicates;
  }

  List<Loss> losses() {
    return losses;
  }
}

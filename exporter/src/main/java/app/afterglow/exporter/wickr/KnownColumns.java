package app.afterglow.exporter.wickr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which tables and columns, by lower-case name, go into an archive; all others are listed.
 *
 * @param whole tables that are carried with all their columns, be it as raw fields, and those that
 *     are the database's own bookkeeping
 * @param partly tables whose rows have no raw fields in an archive, and what of them goes into it
 * @param conversation columns of the table of conversations with a place of their own in the model
 * @param bookkeeping columns of any table that say nothing of what it is about
 */
record KnownColumns(
    Set<String> whole,
    Map<String, Set<String>> partly,
    Set<String> conversation,
    Set<String> bookkeeping) {

  /** Those of the desktop and of Android. */
  static final KnownColumns SQL =
      new KnownColumns(
          Set.of("wickr_message", "wickr_convo"),
          Map.of(
              "wickr_account",
              Set.of("username", "useralias"),
              "wickr_user",
              Set.of("useridhash", "serveridhash", "useralias", "username", "customname"),
              "wickr_convouser",
              Set.of("convo", "convoid", "vgroupid", "user", "useridhash", "serveridhash")),
          Set.of("vgroupid", "chatroom", "title", "roomtitle", "description", "roompurpose"),
          Set.of("_id"));

  KnownColumns {
    whole = Set.copyOf(whole);
    partly = Map.copyOf(partly);
    conversation = Set.copyOf(conversation);
    bookkeeping = Set.copyOf(bookkeeping);
  }

  /** The same with more tables that are carried whole. */
  KnownColumns with(Set<String> tables) {
    Set<String> all = new HashSet<>(whole);
    tables.forEach(table -> all.add(table.toLowerCase(Locale.ROOT)));
    return new KnownColumns(all, partly, conversation, bookkeeping);
  }

  /** Whether a column goes into the archive, or says nothing that could. */
  boolean isCarried(String table, String column) {
    String tableName = table.toLowerCase(Locale.ROOT);
    String name = column.toLowerCase(Locale.ROOT);
    return whole.contains(tableName)
        || bookkeeping.contains(name)
        || partly.getOrDefault(tableName, Set.of()).contains(name);
  }

  /** Adds what a conversation's row holds besides what has a place of its own in the model. */
  void addOthers(TableRow row, ColumnCipher cipher, Map<String, JsonNode> raw) {
    for (int i = 0; i < row.columns().names().size(); i++) {
      Object value = row.at(i);
      String column = row.columns().names().get(i);
      String name = column.toLowerCase(Locale.ROOT);
      if (value != null && !conversation.contains(name) && !bookkeeping.contains(name)) {
        raw.put(column, cipher.raw(value));
      }
    }
  }
}

package app.afterglow.exporter.wickr;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which columns, by lower-case name, go into the model; all others of a table go elsewhere. */
final class KnownColumns {

  private static final Set<String> CONVERSATION =
      Set.of("_id", "vgroupid", "chatroom", "title", "roomtitle", "description", "roompurpose");

  /** Tables whose rows have no raw fields in the archive, and what of them goes into it. */
  private static final Map<String, Set<String>> WITHOUT_RAW =
      Map.of(
          "wickr_account",
          Set.of("_id", "username"),
          "wickr_user",
          Set.of("_id", "useridhash", "serveridhash", "useralias", "username", "customname"),
          "wickr_convouser",
          Set.of("_id", "convo", "convoid", "vgroupid", "user", "useridhash", "serveridhash"));

  /** Tables that are carried with all their columns. */
  private static final Set<String> WHOLE = Set.of("wickr_message", "wickr_convo");

  private KnownColumns() {}

  /** Whether a column of {@code Wickr_Convo} has a place of its own in the model. */
  static boolean ofConversation(String column) {
    return CONVERSATION.contains(column.toLowerCase(Locale.ROOT));
  }

  /** Whether a column goes into the archive, be it as a raw field. */
  static boolean isCarried(String table, String column) {
    String name = table.toLowerCase(Locale.ROOT);
    return WHOLE.contains(name)
        || WITHOUT_RAW.getOrDefault(name, Set.of()).contains(column.toLowerCase(Locale.ROOT));
  }
}

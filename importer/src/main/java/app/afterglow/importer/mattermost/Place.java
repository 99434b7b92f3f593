package app.afterglow.importer.mattermost;

import java.util.List;

/** Where a conversation's posts go. */
sealed interface Place {

  /**
   * A channel of the team.
   *
   * @param name its name in addresses
   * @param displayName its name as people see it
   * @param type {@code O} public or {@code P} private
   * @param header the line above the channel, may be empty
   * @param purpose what it is for, may be empty
   * @param members user names
   */
  record Channel(
      String name,
      String displayName,
      String type,
      String header,
      String purpose,
      List<String> members)
      implements Place {}

  /**
   * A direct or group conversation, which the server knows by its members alone.
   *
   * @param members 2 to 8 user names, sorted; twice the same for somebody's notes to themselves
   * @param header the line above the conversation, may be empty
   * @param voice the user in whose name stands what has no known sender
   */
  record Direct(List<String> members, String header, String voice) implements Place {}
}

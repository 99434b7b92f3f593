package app.afterglow.importer.mattermost;

import app.afterglow.importer.TargetOption;
import app.afterglow.problem.UsageException;
import java.util.List;
import java.util.Map;

/**
 * The target's options, checked.
 *
 * @param team the team's name in addresses
 * @param teamName the team's name as people see it
 * @param teamType {@code O} where everybody on the server may join, {@code I} by invitation
 * @param roomType what rooms become: {@code O} public or {@code P} private channels
 * @param channelsByTitle whether channels are named after their title, or after their id alone
 * @param userPrefix stands before every user name that the map of people doesn't give
 * @param emailDomain the domain of made-up e-mail addresses
 * @param messageLimit code points a post may have
 * @param fileLimit bytes a file may have on the server
 */
record Settings(
    String team,
    String teamName,
    String teamType,
    String roomType,
    boolean channelsByTitle,
    String userPrefix,
    String emailDomain,
    int messageLimit,
    long fileLimit) {

  /** What a post may hold: a 65,535-byte column, in code points of four bytes. */
  static final int MESSAGE_LIMIT = 16_383;

  static final List<TargetOption> OPTIONS =
      List.of(
          new TargetOption("team", "archive"),
          new TargetOption("team-name", "Archive"),
          TargetOption.oneOf("team-type", "invite", "open"),
          TargetOption.oneOf("room-type", "private", "public"),
          TargetOption.oneOf("channel-names", "title", "id"),
          new TargetOption("user-prefix", ""),
          new TargetOption("email-domain", "import.invalid"),
          new TargetOption("message-limit", Integer.toString(MESSAGE_LIMIT)),
          new TargetOption("file-limit-mib", "100"));

  static Settings of(Map<String, String> options) throws UsageException {
    String team = options.getOrDefault("team", "archive");
    if (!Names.isTeamName(team)) {
      throw Problems.usage("team", team);
    }
    String teamName = Characters.clean(options.getOrDefault("team-name", "Archive")).strip();
    if (teamName.isEmpty() || teamName.codePointCount(0, teamName.length()) > 64) {
      throw Problems.usage("team-name", teamName);
    }
    String prefix = options.getOrDefault("user-prefix", "");
    if (!prefix.matches("[a-z0-9._-]{0,22}")) {
      throw Problems.usage("user-prefix", prefix);
    }
    String domain = options.getOrDefault("email-domain", "import.invalid");
    if (!domain.matches(
            "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?)+")
        || domain.length() > 50) {
      throw Problems.usage("email-domain", domain);
    }
    return new Settings(
        team,
        teamName,
        choice(options, "team-type", "invite", "open").equals("open") ? "O" : "I",
        choice(options, "room-type", "private", "public").equals("public") ? "O" : "P",
        choice(options, "channel-names", "title", "id").equals("title"),
        prefix,
        domain,
        (int) number(options, "message-limit", MESSAGE_LIMIT, 1_000, MESSAGE_LIMIT),
        number(options, "file-limit-mib", 100, 1, 1_000_000) << 20);
  }

  private static String choice(
      Map<String, String> options, String name, String first, String second) throws UsageException {
    String value = options.getOrDefault(name, first);
    if (!value.equals(first) && !value.equals(second)) {
      throw Problems.usage("choice", name, value, first, second);
    }
    return value;
  }

  private static long number(
      Map<String, String> options, String name, long standard, long least, long most)
      throws UsageException {
    String value = options.getOrDefault(name, Long.toString(standard));
    if (value.matches("[0-9]{1,9}")) {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw Problems.usage("number", name, value, least, most);
  }
}

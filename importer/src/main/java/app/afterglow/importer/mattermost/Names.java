package app.afterglow.importer.mattermost;

import com.anyascii.AnyAscii;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names as the server takes them: rules, and how other names are made to fit. */
final class Names {

  private static final int LONGEST = 64;

  /** Refused by the server, used by its mentions, or the names of its own and its plugins' bots. */
  private static final Set<String> RESERVED_USERS =
      Set.of(
          "all",
          "channel",
          "here",
          "matterbot",
          "system",
          "system-bot",
          "appsbot",
          "boards",
          "calls",
          "feedbackbot",
          "playbooks",
          "surveybot");

  /** No team may begin with one of these: they are the beginnings of the server's own addresses. */
  private static final List<String> RESERVED_TEAMS =
      List.of(
          "admin",
          "api",
          "boards",
          "channel",
          "claim",
          "error",
          "files",
          "help",
          "landing",
          "login",
          "mfa",
          "oauth",
          "playbooks",
          "plug",
          "post",
          "signup");

  private Names() {}

  static boolean isUserName(String name) {
    return name.matches("[a-z0-9._-]{1,64}") && !RESERVED_USERS.contains(name);
  }

  static boolean isTeamName(String name) {
    return name.matches("[a-z0-9][a-z0-9-]{0,62}[a-z0-9]")
        && RESERVED_TEAMS.stream().noneMatch(name::startsWith);
  }

  /** A user name that looks like this name and has room for a suffix; may be taken or reserved. */
  static String user(String name) {
    if (name.matches("[a-z0-9._-]{1,64}")) {
      return name;
    }
    String ascii =
        AnyAscii.transliterate(Characters.first(Characters.clean(name), 200))
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceAll("^[._-]+|[._-]+$", "");
    return ascii.isEmpty() ? "user" : ascii.substring(0, Math.min(ascii.length(), LONGEST));
  }

  /** A name that looks like this one and is this id's alone. */
  static String withSuffix(String name, String id) {
    String suffix = "-" + hash(id).substring(0, 8);
    return name.substring(0, Math.min(name.length(), LONGEST - suffix.length())) + suffix;
  }

  /**
   * The name of the channel that a conversation becomes: always with a part made from its id, so
   * that two of one title stay two, and none is taken for a direct channel's or a standard one.
   */
  static String channel(String title, String id) {
    String ascii =
        AnyAscii.transliterate(Characters.first(Characters.clean(title), 200))
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return withSuffix(ascii.isEmpty() ? "room" : ascii, id);
  }

  /** The name of the channel that a conversation becomes, whatever its title. */
  static String channel(String id) {
    return "room-" + hash(id).substring(0, 16);
  }

  /** SHA-256 in lower-case hex digits. */
  static String hash(String id) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("SHA-256 is part of every Java", e);
    }
  }
}

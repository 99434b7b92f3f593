package app.afterglow.importer.slack;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack's way of writing texts: three characters escaped, mentions and links in angle brackets. */
final class SlackText {

  /**
   * A link, or an at sign and a name at the beginning of a word. Escaped text is searched. A link
   * gives nothing back: what could be given back is kept on the stack, a frame a character.
   */
  private static final Pattern MARKED =
      Pattern.compile(
          "(?<link>\\bhttps?://(?:[^\\s<>|&\"']|&amp;)++)"
              + "|(?<![\\p{L}\\p{N}_.@-])@(?<name>[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63})");

  private static final String CLOSING = ".,;:!?)]}";

  private final Users users;

  SlackText(Users users) {
    this.users = users;
  }

  /** A text as it stands in an export. */
  String of(String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    if (escaped.indexOf('@') < 0 && !escaped.contains("://")) {
      return escaped;
    }
    return MARKED.matcher(escaped).replaceAll(m -> Matcher.quoteReplacement(marked(m)));
  }

  private String marked(MatchResult match) {
    String link = match.group("link");
    if (link == null) {
      return mention(match.group("name"));
    }
    int end = link.length();
    while (CLOSING.indexOf(link.charAt(end - 1)) >= 0) {
      end--;
    }
    return "<" + link.substring(0, end) + ">" + link.substring(end);
  }

  /** A full stop may end a name or a sentence: the longest name that somebody has is taken. */
  private String mention(String name) {
    int end = name.length();
    while (end > 0) {
      String id = users.mentioned(name.substring(0, end));
      if (id != null) {
        return "<@" + id + ">" + name.substring(end);
      }
      if (".-_".indexOf(name.charAt(end - 1)) < 0) {
        break;
      }
      end--;
    }
    return "@" + name;
  }
}

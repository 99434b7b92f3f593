package app.afterglow.exporter.sqlcipher.salvage;

import java.util.ArrayList;
import java.util.List;

/**
 * A token of SQL text.
 *
 * @param kind what it is
 * @param text its text, without quotes
 */
record SqlToken(Kind kind, String text) {

  enum Kind {
    /** A keyword, a plain identifier or a number. */
    WORD,
    /** An identifier in double quotes, back quotes or brackets. */
    QUOTED,
    /** Text in single quotes. */
    TEXT,
    /** A single other character. */
    SIGN
  }

  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
  }

  /** Whether it can stand where a name is expected; SQLite takes text there, too. */
  boolean name() {
    return kind != Kind.SIGN;
  }

  /** The tokens of a text without comments and white space; what isn't closed ends with it. */
  static List<SqlToken> tokens(String sql) {
    List<SqlToken> tokens = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (sql.startsWith("--", at)) {
        at = after(sql, "\n", at);
      } else if (sql.startsWith("/*", at)) {
        at = after(sql, "*/", at + 2);
      } else if (c == '\'' || c == '"' || c == '`' || c == '[') {
        at = quoted(sql, at, tokens);
      } else if (word(c)) {
        int end = at + 1;
        while (end < sql.length() && word(sql.charAt(end))) {
          end++;
        }
        tokens.add(new SqlToken(Kind.WORD, sql.substring(at, end)));
        at = end;
      } else {
        tokens.add(new SqlToken(Kind.SIGN, String.valueOf(c)));
        at++;
      }
    }
    return tokens;
  }

  private static int after(String sql, String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  private static int quoted(String sql, int at, List<SqlToken> tokens) {
    char open = sql.charAt(at);
    char close = open == '[' ? ']' : open;
    StringBuilder text = new StringBuilder();
    int i = at + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i++);
      if (c == close) {
        boolean doubled = open != '[' && i < sql.length() && sql.charAt(i) == close;
        if (!doubled) {
          break;
        }
        i++;
      }
      text.append(c);
    }
    tokens.add(new SqlToken(open == '\'' ? Kind.TEXT : Kind.QUOTED, text.toString()));
    return i;
  }

  private static boolean word(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.' || c >= 0x80;
  }
}

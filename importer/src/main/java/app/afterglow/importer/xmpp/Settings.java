package app.afterglow.importer.xmpp;

import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.plain.PlainProblems;
import app.afterglow.problem.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param host the domain of the accounts
 * @param rooms the domain of the rooms
 * @param everybody whether everybody gets an account, or only whose history it is
 * @param media where the folder of the files will be found on the web, without a slash at its end;
 *     null where files aren't wanted
 */
record Settings(String host, String rooms, boolean everybody, @Nullable String media) {

  static final List<TargetOption> OPTIONS =
      List.of(
          new TargetOption("host", null),
          new TargetOption("muc-host", null),
          TargetOption.oneOf("accounts", "owner", "everybody"),
          new TargetOption("media-url", null));

  /** Labels of letters, digits and hyphens (RFC 1123, 2.1); others in their ASCII form. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
              + "(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  static Settings of(ImportRequest request) throws UsageException {
    Map<String, String> options = request.options();
    String host = options.get("host");
    if (host == null) {
      throw Problems.usage("host-missing");
    }
    String accounts = domain("host", host);
    String rooms = domain("muc-host", options.getOrDefault("muc-host", "conference." + accounts));
    if (rooms.equals(accounts)) {
      throw Problems.usage("muc-host", rooms);
    }
    String who = options.getOrDefault("accounts", "owner");
    boolean everybody =
        switch (who) {
          case "owner" -> false;
          case "everybody" -> true;
          default -> throw PlainProblems.option("accounts", who, "owner, everybody");
        };
    String media = options.get("media-url");
    return new Settings(accounts, rooms, everybody, media == null ? null : web(media));
  }

  /** Whether a text is a domain in the form that XMPP addresses take without further ado. */
  static boolean isDomain(String text) {
    return DOMAIN.matcher(text).matches();
  }

  private static String domain(String option, String value) throws UsageException {
    String domain = value.strip().toLowerCase(Locale.ROOT);
    if (!isDomain(domain)) {
      throw Problems.usage("domain", option, value);
    }
    return domain;
  }

  private static String web(String value) throws UsageException {
    try {
      URI uri = new URI(value.strip());
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return uri.toASCIIString().replaceAll("/+$", "");
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw Problems.usage("media-url", value);
  }
}

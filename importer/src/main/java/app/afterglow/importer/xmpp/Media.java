package app.afterglow.importer.xmpp;

import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.FileSet;
import app.afterglow.importer.plain.LongTable;
import app.afterglow.importer.plain.Scope;
import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The folder of files that the administrator puts on the web: each content once, under its SHA-256,
 * which nobody guesses who doesn't have the file.
 */
final class Media {

  private static final Pattern EXTENSION = Pattern.compile("\\.[a-z0-9]{1,8}");

  /** What a web server would run, or a browser show as a page, is not named so. */
  private static final Pattern ACTIVE =
      Pattern.compile(
          "\\.(s?html?|xht.*|xml|svgz?|js|mjs|php[0-9]?|phtml|phar|cgi|pl|py|jsp|aspx?)");

  private final Scope scope;
  private final FileSet files;
  private final Progress progress;
  private final String base;
  private final LongTable written = new LongTable();

  Media(Scope scope, FileSet files, Progress progress, String base) {
    this.scope = scope;
    this.files = files;
    this.progress = progress;
    this.base = base;
  }

  /** Writes a present attachment where it isn't yet, and says where it will be found. */
  String put(Message message, Attachment attachment) throws IOException {
    String name = Objects.requireNonNull(attachment.sha256()) + extension(attachment);
    long key = Digests.of(name);
    if (written.get(key) == LongTable.ABSENT) {
      written.put(key, 1);
      if (files.takesContent()) {
        try (OutputStream out =
            files.file("media/" + name, message.sentAt(), attachment.mediaType())) {
          scope.copy(attachment, out);
        }
      }
    }
    progress.advance(0, attachment.size());
    return base + "/" + name;
  }

  private static String extension(Attachment attachment) {
    String extension = FileNames.extensionOf(FileNames.of(attachment)).toLowerCase(Locale.ROOT);
    return EXTENSION.matcher(extension).matches() && !ACTIVE.matcher(extension).matches()
        ? extension
        : "";
  }

  /** Adds what points to a file: XEP-0066 for every client, XEP-0447 for those that know it. */
  static void describe(Element message, Attachment attachment, String url) {
    message.with(Element.of("body"), url);
    message.with(Element.of("x", "jabber:x:oob").with(Element.of("url"), url));
    Element file = Element.of("file", "urn:xmpp:file:metadata:0");
    String type = attachment.mediaType();
    if (type != null) {
      file.with(Element.of("media-type"), type);
    }
    file.with(Element.of("name"), FileNames.of(attachment));
    file.with(Element.of("size"), Long.toString(attachment.size()));
    byte[] sha256 = HexFormat.of().parseHex(Objects.requireNonNull(attachment.sha256()));
    file.with(
        Element.of("hash", "urn:xmpp:hashes:2").with("algo", "sha-256"),
        Base64.getEncoder().encodeToString(sha256));
    boolean shown = type != null && type.matches("(?i)(image|video|audio)/.*");
    message.with(
        Element.of("file-sharing", "urn:xmpp:sfs:0")
            .with("disposition", shown ? "inline" : "attachment")
            .with(file)
            .with(
                Element.of("sources")
                    .with(
                        Element.of("url-data", "http://jabber.org/protocol/url-data")
                            .with("target", url))));
  }
}

package app.afterglow.importer.html;

import java.util.Locale;
import java.util.Set;

/**
 * Names under which a browser runs nothing. From {@code file://} it opens what is clicked, whatever
 * the link says, and a web page among the attachments would run its scripts and reach the network.
 * So a file that a browser could take for a page gets a second ending, {@code .txt}.
 *
 * <p>That is any file with an ending of such pages, and any whose ending browsers don't know (they
 * look into those) with a {@code <} at its beginning.
 */
final class InertName {

  private static final String TEXT = ".txt";

  private static final Set<String> PAGES =
      Set.of(
          "htm", "html", "xhtml", "xht", "shtml", "mht", "mhtml", "svg", "svgz", "xml", "xsl",
          "xslt", "rss", "atom", "rdf", "mathml", "hta", "htc", "wsf", "url", "webloc", "maff");

  /** Endings that every browser knows, of things that are no pages. */
  private static final Set<String> KNOWN =
      Set.of(
          "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico", "mp3", "m4a", "aac", "ogg",
          "oga", "ogv", "opus", "wav", "flac", "mp4", "m4v", "webm", "mov", "pdf", "txt", "zip",
          "gz");

  private InertName() {}

  /**
   * The name under which to write a file.
   *
   * @param name a safe name
   * @param head holds the beginning of its content
   * @param length how many bytes of it do
   */
  static String of(String name, byte[] head, int length) {
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (PAGES.contains(ending) || (!KNOWN.contains(ending) && hasMarkup(head, length))) {
      return name + TEXT;
    }
    return name;
  }

  private static boolean hasMarkup(byte[] head, int length) {
    for (int i = 0; i < length; i++) {
      if (head[i] == '<') {
        return true;
      }
    }
    return false;
  }
}

package app.afterglow.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The files around the payload: BagIt's (RFC 8493), the README, the schemas, the reader's page. */
final class BagFiles {

  /** The reader that a person opens in a browser, made by the front end's build. */
  private static final String READER = "/app/afterglow/reader/index.html";

  private BagFiles() {}

  /** Writes all of them but the manifests. */
  static void write(ZipSink sink, String topFolder, ArchiveInfo info, String payloadOxum)
      throws IOException {
    sink.text(Layout.README, readme(topFolder, info));
    sink.text(Layout.INDEX, index());
    for (String schema : Layout.SCHEMAS) {
      sink.text(Layout.SCHEMA_FOLDER + schema, resource("schema/" + schema));
    }
    sink.text(Layout.BAGIT, utf8("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
    sink.text(Layout.BAG_INFO, bagInfo(info, payloadOxum));
  }

  private static byte[] bagInfo(ArchiveInfo info, String payloadOxum) {
    ArchiveDescription description = info.description();
    return utf8(
        "Bag-Software-Agent: "
            + oneLine(description.creator())
            + "\nBagging-Date: "
            + LocalDate.ofInstant(description.created(), ZoneOffset.UTC)
            + "\nExternal-Description: Message history out of "
            + oneLine(description.account().application())
            + "; the format is described in README.txt\nPayload-Oxum: "
            + payloadOxum
            + "\n");
  }

  private static byte[] readme(String topFolder, ArchiveInfo info) throws IOException {
    ArchiveDescription description = info.description();
    String text = new String(resource("README.txt"), StandardCharsets.UTF_8);
    return utf8(
        text.replace("{name}", topFolder)
            .replace("{creator}", oneLine(description.creator()))
            .replace("{created}", Timestamps.format(description.created()))
            .replace("{application}", oneLine(description.account().application()))
            .replace("{messages}", Long.toString(info.balance().messages().carried()))
            .replace("{conversations}", Long.toString(info.balance().conversations().carried()))
            .replace("{attachments}", Long.toString(info.balance().attachments().carried()))
            .replace("{losses}", Long.toString(info.losses())));
  }

  private static byte[] index() throws IOException {
    try (InputStream reader = BagFiles.class.getResourceAsStream(READER)) {
      return reader == null ? resource("index.html") : reader.readAllBytes();
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (@Nullable InputStream in = BagFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("resource " + name);
      }
      return in.readAllBytes();
    }
  }

  /** Names come from a stranger's store: none of them may begin a line of its own. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

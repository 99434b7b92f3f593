package app.afterglow.archive;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where things stand in an archive, below its one top folder (docs/archive-format.md, "What is in
 * the ZIP").
 */
final class Layout {

  static final int FORMAT_VERSION = 1;
  static final int MESSAGES_PER_FILE = 10_000;

  static final String ARCHIVE = "data/archive.json";
  static final String PEOPLE = "data/people.jsonl";
  static final String CONVERSATIONS = "data/conversations.jsonl";
  static final String ATTACHMENTS = "data/attachments.jsonl";
  static final String LOSSES = "data/losses.jsonl";
  static final String MESSAGES_FOLDER = "data/messages/";
  static final String ATTACHMENTS_FOLDER = "data/attachments/";
  static final String PAYLOAD_FOLDER = "data/";

  static final String README = "README.txt";
  static final String INDEX = "index.html";
  static final String BAGIT = "bagit.txt";
  static final String BAG_INFO = "bag-info.txt";
  static final String MANIFEST = "manifest-sha256.txt";
  static final String TAG_MANIFEST = "tagmanifest-sha256.txt";

  /** The JSON Schemas, by the name they have as a resource and below {@code schema/}. */
  static final List<String> SCHEMAS =
      List.of(
          "archive.schema.json",
          "attachment.schema.json",
          "conversation.schema.json",
          "loss.schema.json",
          "message.schema.json",
          "person.schema.json");

  static final String SCHEMA_FOLDER = "schema/";

  private Layout() {}

  /** A conversation's message file, numbered from 1. */
  static String messageFile(String folderName, int number) {
    return MESSAGES_FOLDER + folderName + "/" + String.format(Locale.ROOT, "%05d.jsonl", number);
  }

  /** Where an attachment's content stands. */
  static String attachment(String sha256) {
    return ATTACHMENTS_FOLDER + sha256.substring(0, 2) + "/" + sha256;
  }

  /** The top folder: the file's name without {@code .zip.age}, fit for any file system. */
  static String topFolder(Path file) {
    String name = String.valueOf(file.getFileName());
    name = withoutSuffix(withoutSuffix(name, ".age"), ".zip");
    return SafeName.ofTopFolder(name);
  }

  private static String withoutSuffix(String name, String suffix) {
    return name.toLowerCase(Locale.ROOT).endsWith(suffix)
        ? name.substring(0, name.length() - suffix.length())
        : name;
  }
}

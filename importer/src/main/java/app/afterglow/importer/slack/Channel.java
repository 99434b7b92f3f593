package app.afterglow.importer.slack;

import app.afterglow.importer.plain.Scope;
import java.util.List;

/**
 * A conversation as the export lists it.
 *
 * @param wanted the conversation
 * @param list the file that lists it
 * @param id its id in the export
 * @param name its name; empty for direct messages, which have none
 * @param folder the folder of its messages: its name, else its id
 * @param members the users' ids
 * @param topic what stands as its topic
 * @param purpose what stands as its purpose
 */
record Channel(
    Scope.Wanted wanted,
    Listing list,
    String id,
    String name,
    String folder,
    List<String> members,
    String topic,
    String purpose) {

  /** The files that list channels. */
  enum Listing {
    PUBLIC("channels.json", "C"),
    PRIVATE("groups.json", "G"),
    DIRECT("dms.json", "D"),
    GROUP("mpims.json", "G");

    private final String file;
    private final String idPrefix;

    Listing(String file, String idPrefix) {
      this.file = file;
      this.idPrefix = idPrefix;
    }

    String file() {
      return file;
    }

    String idPrefix() {
      return idPrefix;
    }
  }
}

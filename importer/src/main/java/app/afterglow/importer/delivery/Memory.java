package app.afterglow.importer.delivery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a target keeps from one run to the next, beside the steps. Everything written is on the disk
 * when the method returns. Used by several threads at once.
 */
public interface Memory {

  /** The target's id of a person, null where none is remembered. */
  @Nullable String user(String personId) throws IOException;

  /** Remembers the target's id of a person. */
  void rememberUser(String personId, String userId) throws IOException;

  /** Where the target keeps an uploaded content, null where none is remembered. */
  @Nullable String upload(String sha256) throws IOException;

  /** Remembers where the target keeps an uploaded content. */
  void rememberUpload(String sha256, String uri) throws IOException;

  /** A word of the target's own, null where none is remembered. */
  @Nullable String note(String name) throws IOException;

  /** Remembers a word of the target's own; never message text, never a secret. */
  void rememberNote(String name, String value) throws IOException;

  /** Whether this is the room of one of the conversations. */
  boolean isRoom(String roomId) throws IOException;

  /** How many steps are delivered, of all conversations, and how many are without an outcome. */
  Count count() throws IOException;

  /**
   * How far the steps came, of all conversations.
   *
   * @param delivered steps that the target took
   * @param open steps of which nobody knows
   * @param rooms rooms that were made or may have been
   */
  record Count(long delivered, long open, long rooms) {}
}

package app.afterglow.archive.merge;

import app.afterglow.model.Message;
import java.io.IOException;

/** Who hears what the copies of a message disagree about. */
interface Conflicts {

  Conflicts IGNORED = (message, reason, detail) -> {};

  /**
   * The copies of this message differ.
   *
   * @param message the message as it is kept
   * @param reason a stable word, such as {@code copies-differ-text}
   * @param detail what was kept from where, and where the other value is
   */
  void found(Message message, String reason, String detail) throws IOException;
}

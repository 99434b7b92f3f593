package app.afterglow.importer.plain;

import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts for the attachments of messages and copies those that are present into a file set. */
public final class Attachments {

  private final Scope scope;
  private final Tally tally;
  private final FileSet files;
  private final Progress progress;

  /** Copies from this part of a history. */
  public Attachments(Scope scope, Tally tally, FileSet files, Progress progress) {
    this.scope = scope;
    this.tally = tally;
    this.files = files;
    this.progress = progress;
  }

  /**
   * Accounts for a message's attachments and names their files.
   *
   * @param names the names given in that folder so far
   * @return the name of each, null where it is not there
   */
  public List<@Nullable String> named(Message message, UniqueNames names) {
    List<@Nullable String> all = new ArrayList<>();
    for (Attachment attachment : message.attachments()) {
      boolean there = tally.attachment(message, attachment);
      all.add(there ? names.take(FileNames.of(attachment)) : null);
    }
    return all;
  }

  /** Copies a message's attachments into a folder of the set, under these names. */
  public void copy(Message message, String folder, List<@Nullable String> names)
      throws IOException {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name == null) {
        continue;
      }
      Attachment attachment = message.attachments().get(i);
      if (files.takesContent()) {
        try (OutputStream out =
            files.file(folder + "/" + name, message.sentAt(), attachment.mediaType())) {
          scope.copy(attachment, out);
        }
      }
      progress.advance(0, attachment.size());
    }
  }
}

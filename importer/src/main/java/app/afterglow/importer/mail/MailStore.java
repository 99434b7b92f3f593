package app.afterglow.importer.mail;

import app.afterglow.importer.plain.MimeDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;

/** Where mails go: one file with all of them, or a file for each. */
interface MailStore extends AutoCloseable {

  /** The mails that follow belong to this conversation. */
  void conversation(String title) throws IOException;

  /**
   * Adds a mail.
   *
   * @param sender the sender's bare address
   */
  void add(MimeDocument mail, String sender, ZonedDateTime at) throws IOException;

  /** Makes it visible under its name. */
  List<Path> finish() throws IOException;

  @Override
  void close() throws IOException;
}

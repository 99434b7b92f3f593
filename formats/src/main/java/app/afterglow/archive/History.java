package app.afterglow.archive;

import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * A history that can be read in any order, as often as wanted, without ever holding it whole: one
 * archive, or several seen as one. Streams throw {@link java.io.UncheckedIOException} and must be
 * closed.
 */
public interface History extends AutoCloseable {

  /** Whose history it is: one account an archive. */
  List<Account> accounts() throws IOException;

  /** Everybody in it. */
  Stream<Person> people() throws IOException;

  /** Its conversations, in the archive's order. */
  List<ArchivedConversation> conversations() throws IOException;

  /** The messages of one conversation by (time, id). */
  Stream<Message> messages(ArchivedConversation conversation) throws IOException;

  /**
   * The content of an attachment that is present.
   *
   * @param sha256 its hash, 64 lower-case hex digits
   */
  InputStream attachment(String sha256) throws IOException;

  /** What the export could not carry. */
  Stream<Loss> losses() throws IOException;

  @Override
  void close() throws IOException;
}

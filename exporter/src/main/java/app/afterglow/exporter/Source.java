package app.afterglow.exporter;

import app.afterglow.model.Account;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * An opened store. Records come in a fixed order, each read from the store when it is asked for, so
 * that memory stays flat whatever the store's size. Streams throw {@link
 * java.io.UncheckedIOException} and must be closed; one is open at a time.
 */
public interface Source extends AutoCloseable {

  /** Whose store it is. */
  Account account() throws IOException;

  /** Everybody the store knows. */
  Stream<Person> people() throws IOException;

  /**
   * The store's conversations. Where messages belong to a conversation that the store no longer
   * knows, one is made up under the id they name, and listed as a partial loss.
   */
  Stream<Conversation> conversations() throws IOException;

  /** Messages of every kind in the whole store, for progress and the balance. */
  long messageCount() throws IOException;

  /** The messages of one conversation by (time, id). */
  Stream<FoundMessage> messages(Conversation conversation) throws IOException;

  /**
   * Opens an attachment's content, decrypting as it is read.
   *
   * @param handle {@link FoundAttachment#handle()}
   * @return plaintext, in bounded memory; it may turn out damaged at any read up to the last: only
   *     what was read to its end without an error is authentic
   * @throws java.nio.file.NoSuchFileException where the store doesn't hold the file
   * @throws app.afterglow.problem.DamagedInputException here or while reading, where it can't be
   *     decrypted or isn't whole
   */
  InputStream attachment(long handle) throws IOException;

  /**
   * What this source could not read, in full or in part, apart from attachments' content. Complete
   * once everything has been read.
   */
  List<Loss> losses();

  /**
   * Whether damage to the store's database has shown up while it was read, so that more of it can
   * be had from {@link SourceProvider#salvage}.
   */
  default boolean needsSalvage() {
    return false;
  }

  /** Closes the store and wipes keys and private copies. */
  @Override
  void close() throws IOException;
}

package app.afterglow.exporter.wickr;

import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a Wickr store's tables hold, whichever platform's: everything but the messages is in memory,
 * the messages are in order and are read one by one.
 */
interface StoreTables extends AutoCloseable {

  /** Whose store it is. */
  Account account();

  /** Everybody in it. */
  People people();

  /** Its conversations. */
  Conversations conversations();

  /** Its messages, in order. */
  MessageOrder order();

  /** Messages in the store, those not carried included. */
  long messageCount();

  /** What a row's message is ordered by. */
  MessageTable.Key key(long row) throws IOException;

  /** The message of a row; empty where it is too large to be read. */
  Optional<StoredMessage> message(long row, int conversation) throws IOException;

  /** Whether there is a message of this id; false where finding out would take too long. */
  boolean hasMessage(String id);

  /** What of the tables could not be read, messages' own losses apart. */
  List<Loss> losses();

  @Override
  void close() throws IOException;
}

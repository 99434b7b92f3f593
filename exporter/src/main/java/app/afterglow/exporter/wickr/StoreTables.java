package app.afterglow.exporter.wickr;

import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a Wickr store's tables hold, whichever platform's: everything but the messages is in memory,
 * the messages are in order and are read one by one.
 */
final class StoreTables implements AutoCloseable {

  private final Account account;
  private final People people;
  private final Conversations conversations;
  private final MessageIndex.Result index;
  private final MessageTable messages;
  private final List<Loss> losses;

  /**
   * What was read.
   *
   * @param index the messages in order
   * @param messages reads them; closed with this
   * @param losses what of the tables could not be read, apart from what people, conversations and
   *     index list themselves
   */
  StoreTables(
      Account account,
      People people,
      Conversations conversations,
      MessageIndex.Result index,
      MessageTable messages,
      List<Loss> losses) {
    this.account = account;
    this.people = people;
    this.conversations = conversations;
    this.index = index;
    this.messages = messages;
    this.losses = List.copyOf(losses);
  }

  /** Whose store it is. */
  Account account() {
    return account;
  }

  /** Everybody in it. */
  People people() {
    return people;
  }

  /** Its conversations. */
  Conversations conversations() {
    return conversations;
  }

  /** Its messages, in order. */
  MessageOrder order() {
    return index.order();
  }

  /** Messages in the store, those not carried included. */
  long messageCount() {
    return index.rows();
  }

  /** What a row's message is ordered by. */
  MessageTable.Key key(long row) throws IOException {
    return messages.key(row);
  }

  /** The message of a row; empty where it is too large to be read. */
  Optional<StoredMessage> message(long row, int conversation) throws IOException {
    return messages.read(row, conversation);
  }

  /** Whether there is a message of this id; false where finding out would take too long. */
  boolean hasMessage(String id) {
    return messages.hasId(id);
  }

  /** What of the tables could not be read, messages' own losses apart. */
  List<Loss> losses() {
    List<Loss> all = new ArrayList<>(losses);
    all.addAll(people.losses());
    all.addAll(conversations.losses());
    all.addAll(index.losses());
    return all;
  }

  @Override
  public void close() throws IOException {
    messages.close();
  }
}

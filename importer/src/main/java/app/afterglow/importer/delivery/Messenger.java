package app.afterglow.importer.delivery;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import java.io.IOException;
import java.util.List;

/**
 * A messenger that a history is delivered to over a network. Used by several threads at once.
 *
 * <p>Requests beside those of a step (logging in, looking people up) take their turn with {@link
 * Pace#await()} themselves.
 */
public interface Messenger extends AutoCloseable {

  /**
   * Becomes ready to deliver: checks the address and the token, looks up who is there. Also called
   * before a dry run, so it changes nothing at the target.
   *
   * @throws DeliveryException where it did not end well and may be repeated
   * @throws app.afterglow.problem.TargetRefusedException where it never will
   */
  void connect() throws IOException, InterruptedException;

  /**
   * What becomes of a person.
   *
   * @return what of them is lost; a whole loss counts as lost, none or partial ones as carried
   */
  List<Loss> person(Person person) throws IOException;

  /**
   * The place this conversation goes to. Sends nothing.
   *
   * @param history the history it belongs to, which several threads may read at once
   */
  Place place(ArchivedConversation conversation, History history) throws IOException;

  @Override
  void close() throws IOException;
}

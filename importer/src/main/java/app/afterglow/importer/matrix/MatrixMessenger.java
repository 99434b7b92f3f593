package app.afterglow.importer.matrix;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.TargetWords;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Memory;
import app.afterglow.importer.delivery.Messenger;
import app.afterglow.importer.delivery.Place;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** A homeserver as seen by the application service. */
final class MatrixMessenger implements Messenger {

  final MatrixSettings settings;
  final Homeserver server;
  final Rooms rooms;
  final Media media;
  final People people;
  final Wording wording;
  final Timing timing;

  private final boolean rehearsal;
  private volatile long largestMedia = Long.MAX_VALUE;

  MatrixMessenger(
      MatrixSettings settings,
      Homeserver server,
      Memory memory,
      People people,
      TargetWords words,
      Timing timing,
      boolean rehearsal) {
    this.settings = settings;
    this.server = server;
    this.people = people;
    this.timing = timing;
    this.rehearsal = rehearsal;
    this.rooms = new Rooms(server, settings);
    this.media = new Media(server, memory);
    this.wording = new Wording(words, people::person);
  }

  /** The largest content the homeserver takes, in bytes. */
  long largestMedia() {
    return largestMedia;
  }

  @Override
  public void connect() throws IOException, InterruptedException {
    if (settings.registration() != null) {
      return;
    }
    server.get("/_matrix/client/versions");
    JsonNode self;
    try {
      self = server.get(Homeserver.path("account", "whoami"));
    } catch (DeliveryException.Refused e) {
      throw MatrixProblems.otherAccount(server.name(), "?", settings.bot());
    }
    String is = self.path("user_id").asText("");
    if (!is.equals(settings.bot())) {
      throw MatrixProblems.otherAccount(server.name(), is, settings.bot());
    }
    largestMedia = Media.limit(server);
    people.learn(server);
    if (!rehearsal) {
      People.register(server, settings.prefix() + "bot");
    }
  }

  @Override
  public List<Loss> person(Person person) {
    return people.add(person);
  }

  @Override
  public Place place(ArchivedConversation conversation, History history) {
    return new MatrixPlace(this, conversation, history);
  }

  @Override
  public void close() {
    server.close();
  }
}

package app.afterglow.importer.wickrio;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.TargetWords;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Memory;
import app.afterglow.importer.delivery.Messenger;
import app.afterglow.importer.delivery.Pace;
import app.afterglow.importer.delivery.Place;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A Wickr network as seen by a bot through its gateway. */
final class WickrMessenger implements Messenger {

  final WickrSettings settings;
  final Gateway gateway;
  final Rooms rooms;
  final Counters counters;
  final Memory memory;
  final People people;
  final Names names = new Names();
  final TargetWords words;
  final Selection selection;
  final Expiry expiry = new Expiry();

  private final Pace pace;
  private final boolean rehearsal;

  WickrMessenger(
      WickrSettings settings,
      Gateway gateway,
      Memory memory,
      People people,
      TargetWords words,
      Selection selection,
      Pace pace,
      Timing timing,
      boolean rehearsal) {
    this.settings = settings;
    this.gateway = gateway;
    this.memory = memory;
    this.people = people;
    this.words = words;
    this.selection = selection;
    this.pace = pace;
    this.rehearsal = rehearsal;
    this.rooms = new Rooms(gateway, memory, pace);
    this.counters = new Counters(gateway, memory, pace, timing);
  }

  @Override
  public void connect() throws IOException, InterruptedException {
    pace.await();
    people.learn(gateway.directory());
    if (!rehearsal) {
      counters.begin();
    }
  }

  @Override
  public List<Loss> person(Person person) {
    names.add(person);
    return people.add(person);
  }

  @Override
  public Place place(ArchivedConversation conversation, History history) throws IOException {
    String source =
        history.accounts().stream()
            .map(Account::application)
            .distinct()
            .collect(Collectors.joining(", "));
    return new WickrPlace(this, conversation, history, source);
  }

  /** Lets the network's own time of deletion hold where it doesn't take the wanted one. */
  String make(Rooms.Wanted wanted) throws IOException, InterruptedException {
    return counters.makingRoom(
        () -> {
          try {
            return rooms.make(wanted, settings.ttl(), settings.bor());
          } catch (DeliveryException.TryAgain e) {
            boolean wish = settings.ttl() != null && settings.ttl() == WickrSettings.LONGEST_TTL;
            if (!wish || !e.reason().equals("bot-failed")) {
              throw e;
            }
            return rooms.make(wanted, null, settings.bor());
          }
        });
  }

  @Override
  public void close() {
    gateway.close();
  }
}

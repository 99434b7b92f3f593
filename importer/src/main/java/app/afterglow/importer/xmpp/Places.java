package app.afterglow.importer.xmpp;

import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Tally;
import app.afterglow.model.Conversation;
import app.afterglow.model.Person;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which conversation becomes what: a direct one between two of whom one has an account at least
 * becomes messages in the archives of those who have; everything else becomes a room.
 */
final class Places {

  private final Scope scope;
  private final Addresses addresses;
  private final Names names;
  private final Tally tally;
  private final List<Place.Direct> direct = new ArrayList<>();
  private final List<Place.Room> rooms = new ArrayList<>();

  Places(Scope scope, Addresses addresses, Names names, Tally tally) {
    this.scope = scope;
    this.addresses = addresses;
    this.names = names;
    this.tally = tally;
    for (Scope.Wanted wanted : scope.conversations()) {
      add(wanted);
    }
  }

  List<Place.Direct> direct() {
    return direct;
  }

  List<Place.Room> rooms() {
    return rooms;
  }

  private void add(Scope.Wanted wanted) {
    Conversation conversation = wanted.archived().conversation();
    if (conversation.kind() != Conversation.Kind.DIRECT) {
      rooms.add(room(wanted));
      return;
    }
    List<String> two = participants(conversation);
    if (two.size() == 2 && two.stream().anyMatch(addresses::hasAccount)) {
      direct.add(new Place.Direct(wanted, two.getFirst(), two.getLast()));
      return;
    }
    tally.conversationPartial(
        conversation.id(),
        "as-room",
        two.size() == 2
            ? "a direct conversation of two who get no account becomes a room"
            : "a direct conversation that is not one of two becomes a room");
    rooms.add(room(wanted));
  }

  /** The two addresses of a direct conversation; another number where it isn't one of two. */
  private List<String> participants(Conversation conversation) {
    Set<String> ids = new LinkedHashSet<>(conversation.memberIds());
    if (ids.size() == 1) {
      // A store may list only the other one; and there are notes to oneself.
      scope.people().stream().filter(Person::self).map(Person::id).findFirst().ifPresent(ids::add);
    }
    List<String> all = new ArrayList<>(ids.stream().map(addresses::of).toList());
    if (ids.size() == 1 && scope.person(ids.iterator().next()).self()) {
      all.add(all.getFirst());
    }
    return all;
  }

  private Place.Room room(Scope.Wanted wanted) {
    Conversation conversation = wanted.archived().conversation();
    Set<String> owners = new LinkedHashSet<>();
    Set<String> members = new LinkedHashSet<>();
    for (String id : conversation.memberIds()) {
      (scope.person(id).self() ? owners : members).add(addresses.of(id));
    }
    if (owners.isEmpty()) {
      // Whose history it is could read it, whether the store lists them or not.
      scope.people().stream().filter(Person::self).forEach(p -> owners.add(addresses.of(p.id())));
    }
    members.removeAll(owners);
    String title = names.conversation(conversation);
    return new Place.Room(
        wanted,
        addresses.room(conversation.id(), conversation.title() == null ? "" : title),
        title,
        List.copyOf(owners),
        List.copyOf(members));
  }
}

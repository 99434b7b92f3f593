package app.afterglow.importer.mattermost;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import app.afterglow.model.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A first reading of the wanted part of a history: who is in it and who wrote where, which has to
 * be known before the first line of an import is written.
 */
final class Survey {

  /** A wanted conversation and who wrote in it. */
  record Wanted(
      ArchivedConversation archived, Set<String> authors, boolean unknownSender, long messages) {
    String id() {
      return archived.conversation().id();
    }
  }

  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Set<String> strangers = new LinkedHashSet<>();
  private final Set<String> selves = new LinkedHashSet<>();
  private final List<Wanted> conversations = new ArrayList<>();
  private final Map<String, Long> messagesBy = new HashMap<>();
  private long messages;
  private long attachments;
  private long attachmentBytes;

  private Survey() {}

  static Survey of(History history, Selection selection) throws IOException {
    Survey survey = new Survey();
    Map<String, Person> all = new LinkedHashMap<>();
    try (Stream<Person> found = history.people()) {
      found.forEach(p -> all.putIfAbsent(p.id(), p));
    }
    all.values().stream().filter(Person::self).map(Person::id).forEach(survey.selves::add);
    if (selection.conversations().isEmpty()) {
      survey.people.putAll(all);
    }
    for (ArchivedConversation conversation : history.conversations()) {
      if (selection.includes(conversation.conversation())) {
        survey.read(history, conversation, selection, all);
      }
    }
    return survey;
  }

  private void read(
      History history,
      ArchivedConversation conversation,
      Selection selection,
      Map<String, Person> all)
      throws IOException {
    Set<String> authors = new LinkedHashSet<>();
    Set<String> involved = new LinkedHashSet<>(conversation.conversation().memberIds());
    boolean[] unknownSender = {false};
    long before = messages;
    try (Stream<Message> found = history.messages(conversation)) {
      found
          .filter(m -> selection.includes(m.sentAt()))
          .forEach(
              message -> {
                if (message.senderId() == null) {
                  unknownSender[0] = true;
                } else {
                  authors.add(message.senderId());
                  messagesBy.merge(message.senderId(), 1L, Long::sum);
                }
                for (Reaction reaction : message.reactions()) {
                  if (reaction.senderId() != null) {
                    involved.add(reaction.senderId());
                  }
                }
                count(message);
              });
    }
    involved.addAll(authors);
    // Whoever's history it is has been in all of it, though a store may list only the others.
    involved.addAll(selves);
    for (String id : involved) {
      Person person = all.get(id);
      if (person == null) {
        strangers.add(id);
      } else {
        people.putIfAbsent(id, person);
      }
    }
    conversations.add(new Wanted(conversation, authors, unknownSender[0], messages - before));
  }

  private void count(Message message) {
    messages++;
    attachments += message.attachments().size();
    message.attachments().stream()
        .filter(a -> a.sha256() != null)
        .forEach(a -> attachmentBytes += Math.max(0, a.size()));
  }

  /** The wanted people, by id. */
  Map<String, Person> people() {
    return people;
  }

  /** Ids that wrote, reacted or are members, but stand in no list of people. */
  Set<String> strangers() {
    return strangers;
  }

  /** Whose history it is. */
  Set<String> selves() {
    return selves;
  }

  List<Wanted> conversations() {
    return conversations;
  }

  long messagesBy(String person) {
    return messagesBy.getOrDefault(person, 0L);
  }

  long messages() {
    return messages;
  }

  long attachments() {
    return attachments;
  }

  long attachmentBytes() {
    return attachmentBytes;
  }
}

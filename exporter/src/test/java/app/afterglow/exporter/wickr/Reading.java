package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.FoundAttachment;
import app.afterglow.exporter.FoundMessage;
import app.afterglow.exporter.Source;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.problem.DamagedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything a source gives, and what must hold for every source: an order, known people and
 * conversations, and no message that is neither given nor listed.
 */
record Reading(
    List<Person> people,
    List<Conversation> conversations,
    List<FoundMessage> found,
    List<byte[]> files,
    List<Loss> losses) {

  static Reading of(Source source) throws IOException {
    List<Person> people;
    try (Stream<Person> stream = source.people()) {
      people = stream.toList();
    }
    List<Conversation> conversations;
    try (Stream<Conversation> stream = source.conversations()) {
      conversations = stream.toList();
    }
    List<FoundMessage> found = new ArrayList<>();
    for (Conversation conversation : conversations) {
      try (Stream<FoundMessage> stream = source.messages(conversation)) {
        List<FoundMessage> messages = stream.toList();
        assertOrdered(conversation, messages);
        found.addAll(messages);
      }
    }
    List<byte[]> files = new ArrayList<>();
    for (FoundMessage message : found) {
      for (FoundAttachment attachment : message.attachments()) {
        read(source, attachment, files);
      }
    }
    Reading reading = new Reading(people, conversations, found, files, source.losses());
    reading.assertNothingUnlisted(source.messageCount());
    return reading;
  }

  private static void read(Source source, FoundAttachment attachment, List<byte[]> files)
      throws IOException {
    try (InputStream in = source.attachment(attachment.handle())) {
      files.add(in.readAllBytes());
    } catch (NoSuchFileException | DamagedInputException e) {
      // Missing or damaged: an export lists it.
    }
  }

  private static void assertOrdered(Conversation conversation, List<FoundMessage> messages) {
    Message last = null;
    for (FoundMessage each : messages) {
      Message message = each.message();
      assertThat(message.conversationId()).isEqualTo(conversation.id());
      if (last != null) {
        int byTime = last.sentAt().compareTo(message.sentAt());
        assertThat(byTime != 0 ? byTime : last.id().compareTo(message.id())).isNegative();
      }
      last = message;
    }
  }

  private void assertNothingUnlisted(long count) {
    Set<String> known = new HashSet<>();
    people.forEach(person -> assertThat(known.add(person.id())).isTrue());
    for (Message message : messages()) {
      assertThat(message.senderId() == null || known.contains(message.senderId())).isTrue();
    }
    for (Conversation conversation : conversations) {
      assertThat(known).containsAll(conversation.memberIds());
    }
    long lost =
        losses.stream().filter(loss -> loss.what() == Loss.What.MESSAGE && !loss.partial()).count();
    assertThat(found.size() + lost).isEqualTo(count);
  }

  List<Message> messages() {
    return found.stream().map(FoundMessage::message).toList();
  }

  Message message(String id) {
    return messages().stream().filter(message -> message.id().equals(id)).findFirst().orElseThrow();
  }

  /** Losses of the store and of its messages. */
  List<Loss> allLosses() {
    List<Loss> all = new ArrayList<>(losses);
    found.forEach(message -> all.addAll(message.losses()));
    return all;
  }
}

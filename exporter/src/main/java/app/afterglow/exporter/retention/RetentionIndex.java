package app.afterglow.exporter.retention;

import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where each message stands, by conversation and time, made in one pass over the files. A message
 * costs 24 bytes here; people and conversations are held whole.
 */
final class RetentionIndex {

  private final List<Path> files;
  private final AttachmentReferences references;
  private final SequencedMap<String, Place> conversations = new LinkedHashMap<>();
  private final Set<String> people = new LinkedHashSet<>();
  private final List<Loss> losses = new ArrayList<>();
  private long unreadable;

  private RetentionIndex(RetentionFolder folder, List<Path> files) {
    this.files = files;
    this.references = new AttachmentReferences(folder, files);
  }

  /** What is known of a conversation, the newest room title winning. */
  static final class Place {
    final Set<String> members = new LinkedHashSet<>();
    final MessagePlaces messages = new MessagePlaces();
    @Nullable String title;
    @Nullable String description;
    private long titleFrom = Long.MIN_VALUE;

    private void takeTitle(JsonNode control, long at) {
      String newTitle = MessageFields.text(control, "title");
      if (newTitle != null && !newTitle.isEmpty() && at >= titleFrom) {
        title = newTitle;
        description = MessageFields.text(control, "description");
        titleFrom = at;
      }
    }

    Conversation conversation(String id) {
      Conversation.Kind kind =
          id.startsWith("S")
              ? Conversation.Kind.ROOM
              : id.startsWith("G") ? Conversation.Kind.GROUP : Conversation.Kind.DIRECT;
      return new Conversation(id, kind, title, description, List.copyOf(members), Map.of());
    }
  }

  static RetentionIndex of(RetentionFolder folder, Progress progress) throws IOException {
    List<Path> files = folder.messageFiles();
    RetentionIndex index = of(folder, files, progress);
    Set<Path> attachments = index.references.attachments();
    if (attachments.isEmpty()) {
      return index;
    }
    List<Path> others = files.stream().filter(file -> !attachments.contains(file)).toList();
    return of(folder, others, progress);
  }

  private static RetentionIndex of(RetentionFolder folder, List<Path> files, Progress progress)
      throws IOException {
    RetentionIndex index = new RetentionIndex(folder, files);
    progress.start(Progress.Stage.INDEXING, -1, -1);
    for (int i = 0; i < index.files.size(); i++) {
      index.readFile(i, progress);
    }
    index.conversations.values().forEach(place -> place.messages.sort());
    return index;
  }

  private void readFile(int number, Progress progress) throws IOException {
    Path file = files.get(number);
    Instant fileTime = Files.getLastModifiedTime(file).toInstant();
    try (InputStream in = Files.newInputStream(file);
        JsonObjects objects = JsonObjects.over(in)) {
      try {
        if (objects.beginning() == JsonObjects.Beginning.OTHER) {
          passOver(file);
          return;
        }
        for (JsonObjects.Found f = objects.next(); f != null; f = objects.next()) {
          if (RetentionFolder.isMessage(f.node())) {
            add(number, f, fileTime);
            references.add(file, f.node());
            progress.advance(1, 0);
          }
        }
      } catch (JacksonException e) {
        unreadable++;
        String place = file.getFileName() + " @ " + objects.offset();
        losses.add(
            Loss.whole(
                Loss.What.MESSAGE,
                place,
                "malformed-json",
                "What stands in this file from here on is no JSON; the file may be cut off."));
      }
    }
  }

  /** Files without messages may be called like those with some; a damaged one may be among them. */
  private void passOver(Path file) {
    losses.add(
        Loss.partial(
            Loss.What.MESSAGE,
            String.valueOf(file.getFileName()),
            "no-message-file",
            "It doesn't begin as a file of messages does, and was passed over."));
  }

  private void add(int file, JsonObjects.Found found, Instant fileTime) {
    JsonNode message = found.node();
    Instant sentAt = MessageFields.sentAt(message);
    if (sentAt == null) {
      losses.add(
          Loss.partial(
              Loss.What.MESSAGE,
              MessageFields.id(message),
              "time-unreadable",
              "The file's own time stands in for the time of sending."));
      sentAt = fileTime;
    }
    Place place =
        conversations.computeIfAbsent(MessageFields.conversationId(message), id -> new Place());
    List<String> named = MessageFields.people(message);
    people.addAll(named);
    place.members.addAll(named);
    place.takeTitle(message.path("control"), sentAt.toEpochMilli());
    place.messages.add(sentAt.toEpochMilli(), file, found.offset());
  }

  Path file(int number) {
    return files.get(number);
  }

  SequencedMap<String, Place> conversations() {
    return conversations;
  }

  Set<String> people() {
    return people;
  }

  List<Loss> losses() {
    return losses;
  }

  /** Messages found, those that can't be read included: each of them stands in the losses. */
  long messageCount() {
    long count = unreadable;
    for (Place place : conversations.values()) {
      count += place.messages.size();
    }
    return count;
  }
}

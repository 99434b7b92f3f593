package app.afterglow.importer.rsmf;

import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Recent;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code rsmf_manifest.json}, version 2.0.0: participants, the conversation, its events. */
final class Manifest {

  static final String VERSION = "2.0.0";

  private static final JsonFactory JSON = new JsonFactory();

  private final Scope scope;
  private final Names names;
  private final Participants participants;
  private final Events events;
  private final String platform;

  Manifest(Scope scope, Names names, Words words, Participants participants, String platform) {
    this.scope = scope;
    this.names = names;
    this.participants = participants;
    this.platform = platform;
    this.events = new Events(names, words, participants);
  }

  /** Everybody a file names: the members, and whoever did something in it. */
  Set<@Nullable String> people(Conversation conversation, Slice slice) {
    Set<@Nullable String> people = new LinkedHashSet<>(conversation.memberIds());
    for (Slice.Item item : slice.items()) {
      people.add(item.message().senderId());
      for (Reaction reaction : item.message().reactions()) {
        people.add(reaction.senderId());
      }
    }
    return people;
  }

  /** Writes the manifest of a slice; the stream stays open. */
  void write(Conversation conversation, String collectionId, Slice slice, OutputStream out)
      throws IOException {
    Set<@Nullable String> people = people(conversation, slice);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("version", VERSION);
      json.writeArrayFieldStart("participants");
      for (String person : people) {
        write(person, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("conversations");
      write(conversation, collectionId, people, json);
      json.writeEndArray();
      json.writeArrayFieldStart("events");
      Set<String> deleted = deleted(slice);
      for (Slice.Item item : slice.items()) {
        events.write(item, slice, collectionId, deleted.contains(item.message().id()), json);
      }
      json.writeEndArray();
      json.writeStringField("eventcollectionid", collectionId);
      json.writeEndObject();
    }
  }

  /** What was deleted by a later message of the slice. */
  private static Set<String> deleted(Slice slice) {
    Set<String> deleted = new HashSet<>();
    for (Slice.Item item : slice.items()) {
      Message message = item.message();
      if (message.body() instanceof MessageBody.Deleted) {
        String target = Recent.referred(message);
        if (target != null) {
          deleted.add(target);
        }
      }
    }
    return deleted;
  }

  private void write(@Nullable String personId, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", participants.id(personId));
    json.writeStringField("display", names.person(personId));
    if (personId != null) {
      Person person = scope.person(personId);
      String account = person.name() != null ? person.name() : person.id();
      json.writeStringField("account_id", Texts.wellFormed(account));
      json.writeArrayFieldStart("custom");
      Custom.write("Archive ID", personId, json);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void write(
      Conversation conversation,
      String collectionId,
      Set<@Nullable String> people,
      JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", collectionId);
    json.writeStringField("display", names.conversation(conversation));
    json.writeStringField("platform", platform);
    json.writeStringField("type", type(conversation));
    json.writeArrayFieldStart("participants");
    boolean withCustodian = false;
    for (String person : people) {
      String id = participants.id(person);
      withCustodian |= id.equals(participants.custodian());
      json.writeString(id);
    }
    json.writeEndArray();
    if (withCustodian) {
      json.writeStringField("custodian", participants.custodian());
    }
    json.writeArrayFieldStart("custom");
    Custom.write("Archive ID", conversation.id(), json);
    Custom.write("Kind", conversation.kind().word(), json);
    Custom.write("Description", conversation.description(), json);
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Of a direct conversation nobody comes or goes. */
  private static String type(Conversation conversation) {
    return switch (conversation.kind()) {
      case DIRECT -> "direct";
      case GROUP, ROOM -> "channel";
    };
  }
}

package app.afterglow.importer.slack;

import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Tally;
import app.afterglow.importer.plain.Texts;
import app.afterglow.model.Conversation;
import app.afterglow.model.Person;
import com.anyascii.AnyAscii;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which conversation becomes what: a direct one of two people a direct message, a group of three to
 * nine a group message, everything else a channel. Slack has one direct or group message for each
 * set of people (and readers merge those with the same members), so a second one becomes a private
 * channel.
 */
final class Channels {

  private static final int MAX_NAME = 80;
  private static final int MAX_GROUP = 9;
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-z0-9_-]+");
  private static final Pattern EDGES = Pattern.compile("^[_-]+|[_-]+$");

  private final Users users;
  private final Names names;
  private final Channel.Listing rooms;
  private final Tally tally;
  private final Scope scope;
  private final Set<String> takenNames = new HashSet<>();
  private final Set<String> takenIds = new HashSet<>();
  private final Set<Set<String>> takenMembers = new HashSet<>();
  private final List<Channel> all = new ArrayList<>();

  Channels(Scope scope, Users users, Names names, Channel.Listing rooms, Tally tally) {
    this.scope = scope;
    this.users = users;
    this.names = names;
    this.rooms = rooms;
    this.tally = tally;
    for (Scope.Wanted wanted : scope.conversations()) {
      all.add(channel(wanted));
    }
  }

  List<Channel> all() {
    return all;
  }

  private Channel channel(Scope.Wanted wanted) {
    Conversation conversation = wanted.archived().conversation();
    List<String> members = members(conversation);
    Channel.Listing list = listing(conversation, members);
    String id = id(list, conversation.id());
    String title = Texts.wellFormed(names.conversation(conversation));
    String name =
        switch (list) {
          case PUBLIC, PRIVATE -> channelName(title, id);
          case GROUP -> groupName(conversation, id);
          case DIRECT -> "";
        };
    String topic = conversation.description() == null ? "" : conversation.description();
    return new Channel(
        wanted,
        list,
        id,
        name,
        name.isEmpty() ? id : name,
        members,
        Texts.wellFormed(topic),
        list == Channel.Listing.DIRECT ? "" : title);
  }

  private List<String> members(Conversation conversation) {
    Set<String> people = new LinkedHashSet<>(conversation.memberIds());
    if (conversation.kind() == Conversation.Kind.DIRECT && people.size() == 1) {
      // A store may list only the other one of a direct conversation.
      scope.people().stream().filter(Person::self).map(Person::id).forEach(people::add);
    }
    return people.stream().map(p -> users.of(p).id()).toList();
  }

  private Channel.Listing listing(Conversation conversation, List<String> members) {
    Channel.Listing list =
        switch (conversation.kind()) {
          case DIRECT -> members.size() == 2 ? Channel.Listing.DIRECT : Channel.Listing.PRIVATE;
          case GROUP ->
              members.size() > 2 && members.size() <= MAX_GROUP
                  ? Channel.Listing.GROUP
                  : Channel.Listing.PRIVATE;
          case ROOM -> rooms;
        };
    boolean bySet = list == Channel.Listing.DIRECT || list == Channel.Listing.GROUP;
    if (bySet && !takenMembers.add(new TreeSet<>(members))) {
      list = Channel.Listing.PRIVATE;
    }
    if (list == Channel.Listing.PRIVATE && conversation.kind() != Conversation.Kind.ROOM) {
      tally.conversationPartial(
          conversation.id(),
          "as-private-channel",
          "a "
              + conversation.kind().word()
              + " conversation of "
              + members.size()
              + " people becomes a private channel");
    }
    return list;
  }

  private String id(Channel.Listing list, String conversationId) {
    String id = list.idPrefix() + Digests.base32(10, "slack-channel", conversationId);
    for (int i = 2; !takenIds.add(id); i++) {
      id =
          list.idPrefix()
              + Digests.base32(10, "slack-channel", conversationId, Integer.toString(i));
    }
    return id;
  }

  private String channelName(String title, String id) {
    String ascii = AnyAscii.transliterate(title).toLowerCase(Locale.ROOT);
    String plain = cut(NOT_IN_NAMES.matcher(ascii).replaceAll("-"), MAX_NAME - 8);
    plain = EDGES.matcher(plain).replaceAll("");
    return free(plain.length() < 2 ? id.toLowerCase(Locale.ROOT) : plain);
  }

  private String groupName(Conversation conversation, String id) {
    List<String> userNames =
        conversation.memberIds().stream().map(p -> users.of(p).userName()).toList();
    String name = "mpdm-" + String.join("--", userNames) + "-1";
    return free(name.length() > MAX_NAME ? "mpdm-" + id.toLowerCase(Locale.ROOT) : name);
  }

  private String free(String wanted) {
    String name = wanted;
    for (int i = 2; !takenNames.add(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /** Writes one of the files that list channels. */
  void write(Channel.Listing list, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Channel channel : all) {
      if (channel.list() == list) {
        write(channel, json);
        json.writeRaw('\n');
      }
    }
    json.writeEndArray();
  }

  private static void write(Channel channel, JsonGenerator json) throws IOException {
    Instant first = channel.wanted().firstAt();
    long created = first == null ? 0 : first.getEpochSecond();
    String creator = channel.members().isEmpty() ? "" : channel.members().getFirst();
    json.writeStartObject();
    json.writeStringField("id", channel.id());
    if (!channel.name().isEmpty()) {
      json.writeStringField("name", channel.name());
    }
    json.writeNumberField("created", created);
    if (channel.list() != Channel.Listing.DIRECT) {
      json.writeStringField("creator", creator);
      json.writeBooleanField("is_archived", false);
      json.writeBooleanField("is_general", false);
    }
    json.writeArrayFieldStart("members");
    for (String member : channel.members()) {
      json.writeString(member);
    }
    json.writeEndArray();
    if (channel.list() != Channel.Listing.DIRECT) {
      writeNote("topic", channel.topic(), json);
      writeNote("purpose", channel.purpose(), json);
    }
    json.writeEndObject();
  }

  private static void writeNote(String field, String value, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("value", value);
    json.writeStringField("creator", "");
    json.writeNumberField("last_set", 0);
    json.writeEndObject();
  }
}

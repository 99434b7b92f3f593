package app.afterglow.importer.wickrio;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.model.Conversation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a conversation's place at the network is called, and who is in it. */
final class RoomWords {

  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_DESCRIPTION = 1_000;
  private static final int PEOPLE_IN_TITLE = 6;

  private final WickrMessenger messenger;
  private final ArchivedConversation archived;
  private final Conversation conversation;
  private final String source;

  RoomWords(WickrMessenger messenger, ArchivedConversation archived, String source) {
    this.messenger = messenger;
    this.archived = archived;
    this.conversation = archived.conversation();
    this.source = source;
  }

  Rooms.Wanted wanted() {
    boolean group =
        messenger.settings.place() == WickrSettings.PlaceKind.AS_SOURCE
            && conversation.kind() != Conversation.Kind.ROOM;
    return new Rooms.Wanted(
        group, title(), description(), "[" + mark() + "]", members(), messenger.settings.bot());
  }

  String title() {
    return Texts.oneLine(wholeTitle(), LONGEST_TITLE);
  }

  boolean isShortened() {
    return !title().equals(Texts.oneLine(wholeTitle(), Integer.MAX_VALUE / 8));
  }

  private String wholeTitle() {
    String title = conversation.title();
    if (title != null && !title.isBlank()) {
      return title;
    }
    List<String> ids = conversation.memberIds();
    if (ids.isEmpty()) {
      return messenger.words.of("title.untitled");
    }
    List<String> names =
        ids.stream()
            .limit(PEOPLE_IN_TITLE)
            .map(id -> messenger.names.of(id, messenger.words))
            .toList();
    return String.join(", ", names) + (ids.size() > PEOPLE_IN_TITLE ? " …" : "");
  }

  /** It ends in a mark by which the room is found again where its making lost its answer. */
  private String description() {
    Instant first = archived.firstAt();
    Instant last = archived.lastAt();
    String from = source.isBlank() ? "?" : source;
    String imported =
        first == null || last == null
            ? messenger.words.of("description.empty", from, mark())
            : messenger.words.of("description", from, Texts.day(first), Texts.day(last), mark());
    StringBuilder description = new StringBuilder();
    if (isShortened()) {
      description.append(messenger.words.of("description.title", wholeTitle())).append('\n');
    }
    if (conversation.description() != null && !conversation.description().isBlank()) {
      description.append(conversation.description()).append('\n');
    }
    String own = description.toString();
    int room = LONGEST_DESCRIPTION - imported.length();
    String fitting = own.length() <= room ? own : Texts.oneLine(own, room - 1) + "\n";
    return Texts.sound(fitting + imported);
  }

  private Collection<String> members() {
    Set<String> members = new LinkedHashSet<>();
    members.add(messenger.settings.bot());
    members.addAll(messenger.people.users(conversation.memberIds()));
    return members;
  }

  private String mark() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(conversation.id().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

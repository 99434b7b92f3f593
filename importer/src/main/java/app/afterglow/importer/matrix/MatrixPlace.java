package app.afterglow.importer.matrix;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.delivery.Arrivals;
import app.afterglow.importer.delivery.Attempt;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Extent;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.Place;
import app.afterglow.importer.delivery.Plan;
import app.afterglow.importer.delivery.Posted;
import app.afterglow.importer.delivery.Step;
import app.afterglow.importer.plain.Texts;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The room that one archived conversation becomes. */
final class MatrixPlace implements Place {

  private static final int LONGEST_TITLE = 250;
  private static final int LONGEST_TOPIC = 5_000;

  /** A message whose first files are all missing begins with a later one. */
  private static final int FILES_LOOKED_AT = 8;

  private static final Set<String> GONE = Set.of("leave", "ban");

  private final MatrixMessenger messenger;
  private final ArchivedConversation archived;
  private final Conversation conversation;
  private final History history;
  private final Seen seen = new Seen();
  private @Nullable OpenRoom open;

  MatrixPlace(MatrixMessenger messenger, ArchivedConversation archived, History history) {
    this.messenger = messenger;
    this.archived = archived;
    this.conversation = archived.conversation();
    this.history = history;
  }

  /**
   * The room while the delivery is at work in it.
   *
   * @param members who is in it and how
   */
  private record OpenRoom(String id, Map<String, String> members, Arrivals arrivals) {}

  private OpenRoom room() {
    return Objects.requireNonNull(open, "steps are taken in an open room");
  }

  @Override
  public String open(Opening opening) throws IOException, InterruptedException {
    String known = opening.knownId();
    String id = known != null ? known : messenger.rooms.findOrMake(wanted());
    OpenRoom room =
        new OpenRoom(
            id,
            messenger.rooms.members(id),
            new Arrivals(
                () -> RoomReader.backwards(messenger.server, messenger.timing, id)::arrivals,
                Arrivals.Order.BY_ARRIVAL));
    messenger.rooms.refuseEncrypted(id);
    Instant first = archived.firstAt();
    for (String member : conversation.memberIds()) {
      String user = messenger.people.ensure(member, messenger.server);
      // Who left the room since an earlier run is not brought back for nothing.
      if (!GONE.contains(room.members().getOrDefault(user, ""))) {
        join(room, user, time(first));
      }
    }
    open = room;
    return id;
  }

  private void join(OpenRoom room, String user, Instant at)
      throws IOException, InterruptedException {
    String membership = room.members().getOrDefault(user, "");
    if (!membership.equals("join")) {
      messenger.rooms.join(room.id(), user, membership.equals("invite"), at);
      room.members().put(user, "join");
    }
  }

  private static Instant time(@Nullable Instant at) {
    return at == null || at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at;
  }

  private Rooms.Wanted wanted() {
    ObjectNode about = messenger.server.json().createObjectNode();
    about.put("kind", conversation.kind().word());
    if (conversation.id().length() <= 500) {
      about.put("id", Texts.wellFormed(conversation.id()).replace('\0', '\uFFFD'));
    }
    String topic = conversation.description();
    return new Rooms.Wanted(
        Names.alias(messenger.settings.prefix(), conversation.id()),
        Texts.clip(wholeTitle(), LONGEST_TITLE),
        topic == null || topic.isBlank() ? null : Texts.clip(sound(topic), LONGEST_TOPIC),
        about);
  }

  private String wholeTitle() {
    String title = conversation.title();
    return title == null || title.isBlank()
        ? messenger.wording.title(conversation.memberIds())
        : Texts.oneLine(sound(title));
  }

  private static String sound(String text) {
    return Texts.wellFormed(text).replace('\0', '\uFFFD');
  }

  @Override
  public List<Loss> losses() {
    List<Loss> losses = new ArrayList<>();
    if (!Texts.clip(wholeTitle(), LONGEST_TITLE).equals(wholeTitle())) {
      losses.add(partial("title-shortened", LONGEST_TITLE + " characters"));
    }
    String topic = conversation.description();
    if (topic != null && !Texts.clip(topic, LONGEST_TOPIC).equals(topic)) {
      losses.add(partial("topic-shortened", LONGEST_TOPIC + " characters"));
    }
    return losses;
  }

  private Loss partial(String reason, String detail) {
    return Loss.partial(Loss.What.CONVERSATION, conversation.id(), reason, detail);
  }

  @Override
  public Plan plan(Message message) {
    messenger.people.counted(message.senderId());
    Drafts.Drafted drafted = drafted(message);
    List<Step> steps = new ArrayList<>();
    for (Draft draft : drafted.events()) {
      steps.add(step(message, draft, steps.isEmpty()));
    }
    return Plan.of(steps, drafted.losses());
  }

  private Drafts.Drafted drafted(Message message) {
    return Drafts.of(messenger.wording, seen, messenger.largestMedia(), message);
  }

  private Step step(Message message, Draft draft, boolean first) {
    List<Attachment> files =
        draft.shape() instanceof Draft.Media media ? List.of(media.attachment()) : List.of();
    boolean detail = draft.key().startsWith("reaction.") || draft.key().startsWith("missing.");
    Step.Carries carries =
        first || (files.isEmpty() && !detail)
            ? Step.Carries.MESSAGE
            : files.isEmpty() ? Step.Carries.DETAIL : Step.Carries.ATTACHMENTS;
    return new Step(
        draft.key(),
        carries,
        files,
        Step.Repeat.HARMLESS,
        attempt -> send(message.id(), draft, attempt));
  }

  private String send(String messageId, Draft draft, Attempt attempt)
      throws IOException, InterruptedException {
    OpenRoom room = room();
    String key = attempt.idempotencyKey();
    String user = messenger.people.ensure(draft.senderId(), messenger.server);
    String arrived = room.arrivals().find(key, attempt.sent());
    if (arrived != null) {
      return arrived;
    }
    join(room, user, draft.at());
    String mxc =
        draft.shape() instanceof Draft.Media media
            ? messenger.media.uri(history, media.attachment(), media.name(), media.mediaType())
            : null;
    String related = related(draft.relation(), attempt.sent());
    if (related == null && draft.shape() instanceof Draft.Reaction) {
      throw new DeliveryException.Refused("message-not-there", "what it reacts to is not there");
    }
    ObjectNode content = Events.content(messenger.server.json(), draft, related, mxc);
    Events.mark(content, key, messageId, draft.key());
    String path =
        Homeserver.path("rooms", room.id(), "send", Events.type(draft), key)
            + "?ts="
            + draft.at().toEpochMilli()
            + "&user_id="
            + Http.encoded(user);
    try {
      JsonNode answer = messenger.server.putNow(path, content);
      return answer.path("event_id").asText("");
    } catch (DeliveryException.Refused e) {
      throw e;
    } catch (DeliveryException e) {
      // The homeserver forgets transactions when it is restarted, which may be what happened.
      room.arrivals().doubt();
      throw e;
    }
  }

  private static @Nullable String related(Draft.Relation relation, Attempt.Sent sent)
      throws IOException {
    return switch (relation) {
      case Draft.None _ -> null;
      case Draft.ReplyTo reply -> firstEvent(reply.messageId(), sent);
      case Draft.About about ->
          about.key() == null
              ? firstEvent(about.messageId(), sent)
              : sent.targetId(about.messageId(), about.key());
    };
  }

  private static @Nullable String firstEvent(String messageId, Attempt.Sent sent)
      throws IOException {
    String found = sent.targetId(messageId, "message");
    for (int i = 0; found == null && i < FILES_LOOKED_AT; i++) {
      found = sent.targetId(messageId, "attachment." + i);
      found = found != null ? found : sent.targetId(messageId, "missing." + i);
    }
    return found;
  }

  /** The people of flesh and blood are invited last, when all is there to be read. */
  @Override
  public List<Step> closing(Extent extent) {
    Set<String> guests = new LinkedHashSet<>(messenger.settings.invite());
    guests.addAll(messenger.people.guests(conversation.memberIds()));
    List<Step> steps = new ArrayList<>();
    for (String guest : guests) {
      steps.add(
          Step.detail(
              "invite." + guest,
              Step.Repeat.HARMLESS,
              _ -> {
                messenger.rooms.invite(room().id(), guest);
                return null;
              }));
    }
    return steps;
  }

  @Override
  public List<Loss> inspect() throws IOException, InterruptedException {
    List<Loss> losses = new ArrayList<>();
    Rooms.Wanted wanted = wanted();
    JsonNode name = messenger.rooms.state(room().id(), "m.room.name", "");
    if (name == null || !name.path("name").asText("").equals(wanted.title())) {
      losses.add(partial("differs-at-target", "the title is another"));
    }
    String topic = wanted.topic();
    JsonNode seenTopic = messenger.rooms.state(room().id(), "m.room.topic", "");
    if (topic != null && (seenTopic == null || !seenTopic.path("topic").asText("").equals(topic))) {
      losses.add(partial("differs-at-target", "the topic is another"));
    }
    return losses;
  }

  @Override
  public boolean canReadBack() {
    return true;
  }

  @Override
  public Stream<Posted> readBack() {
    return RoomReader.forwards(messenger.server, messenger.timing, room().id())
        .posted(messenger.media);
  }

  @Override
  public @Nullable Posted expected(Message message, Step step, String targetId) throws IOException {
    for (Draft draft : drafted(message).events()) {
      if (draft.key().equals(step.key())) {
        String user = messenger.people.user(draft.senderId());
        List<String> files =
            draft.shape() instanceof Draft.Media media
                ? List.of(String.valueOf(media.attachment().sha256()))
                : List.of();
        return new Posted(targetId, String.valueOf(user), draft.at(), draft.shape().shown(), files);
      }
    }
    return null;
  }
}

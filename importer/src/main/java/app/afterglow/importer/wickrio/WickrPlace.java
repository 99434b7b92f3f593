package app.afterglow.importer.wickrio;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Extent;
import app.afterglow.importer.delivery.Place;
import app.afterglow.importer.delivery.Plan;
import app.afterglow.importer.delivery.Step;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The room or group conversation that one archived conversation goes to. */
final class WickrPlace implements Place {

  private final WickrMessenger messenger;
  private final Conversation conversation;
  private final RoomWords room;
  private final MessageSteps messages;
  private final TranscriptSteps transcripts;
  private @Nullable String vgroupId;

  WickrPlace(
      WickrMessenger messenger, ArchivedConversation archived, History history, String source) {
    this.messenger = messenger;
    this.conversation = archived.conversation();
    this.room = new RoomWords(messenger, archived, source);
    MessageText texts =
        new MessageText(messenger.words, messenger.names, new Quotes(history, archived));
    this.messages = new MessageSteps(messenger, history, texts, this::vgroupId);
    this.transcripts =
        new TranscriptSteps(messenger, history, archived, room.title(), this::vgroupId);
  }

  private String vgroupId() {
    return Objects.requireNonNull(vgroupId, "steps are taken in an open room");
  }

  @Override
  public String open(Opening opening) throws IOException, InterruptedException {
    Rooms.Wanted wanted = room.wanted();
    String id = opening.knownId();
    if (id != null) {
      if (messenger.rooms.isGone(wanted, id)) {
        throw new DeliveryException.Refused(
            "room-gone", "the bot is no longer in the room that an earlier run made");
      }
      completeMembers(wanted, id);
      messenger.expiry.recall(messenger.memory.note(expiryNote(id)));
    } else {
      id = opening.mayExist() ? messenger.rooms.find(wanted) : null;
      if (id == null) {
        id = messenger.make(wanted);
      }
      messenger.memory.rememberNote(membersNote(id), members(wanted));
      lookAtExpiry(wanted, id);
    }
    vgroupId = id;
    return id;
  }

  /** People who were mapped since the room was made become members of it. */
  private void completeMembers(Rooms.Wanted wanted, String id)
      throws IOException, InterruptedException {
    String members = members(wanted);
    if (!wanted.group() && !members.equals(messenger.memory.note(membersNote(id)))) {
      messenger.rooms.changeMembers(wanted, id);
      messenger.memory.rememberNote(membersNote(id), members);
    }
  }

  private static String membersNote(String id) {
    return "members " + id;
  }

  private static String expiryNote(String id) {
    return "expiry " + id;
  }

  private static String members(Rooms.Wanted wanted) {
    return String.join(" ", new TreeSet<>(Rooms.lower(wanted.members())));
  }

  /** Only to be able to say it: that the gateway doesn't is no reason to stop. */
  private void lookAtExpiry(Rooms.Wanted wanted, String id)
      throws IOException, InterruptedException {
    try {
      JsonNode seen = messenger.rooms.look(wanted, id);
      String times = Expiry.times(seen);
      messenger.memory.rememberNote(expiryNote(id), times);
      messenger.expiry.recall(times);
    } catch (DeliveryException ignored) {
      // The room is there; nothing depends on what is said of it.
    }
  }

  @Override
  public List<Loss> losses() {
    List<Loss> losses = new ArrayList<>();
    losses.add(
        Loss.partial(
            Loss.What.CONVERSATION,
            conversation.id(),
            "author-and-time-in-text",
            "messages carry the bot's name and the time of the import; author, original time and"
                + " what belongs to a message stand in its text"));
    if (room.isShortened()) {
      losses.add(
          Loss.partial(
              Loss.What.CONVERSATION,
              conversation.id(),
              "title-shortened",
              "the full title stands in the room's description"));
    }
    if (room.wanted().group() && conversation.title() != null) {
      losses.add(
          Loss.partial(
              Loss.What.CONVERSATION,
              conversation.id(),
              "title-not-carried",
              "group conversations have no title"));
    }
    return losses;
  }

  @Override
  public Plan plan(Message message) throws IOException {
    return messenger.settings.mode() == WickrSettings.Mode.TRANSCRIPT
        ? messages.inTranscript(message)
        : messages.plan(message);
  }

  @Override
  public List<Step> closing(Extent extent) {
    return transcripts.steps(extent);
  }

  @Override
  public Evidence evidence(Step step, String messageId) throws IOException, InterruptedException {
    return messenger.counters.of(key(messageId, step.key()));
  }

  private String key(String messageId, String step) {
    return conversation.id() + "\n" + messageId + "\n" + step;
  }

  @Override
  public List<Loss> inspect() throws IOException, InterruptedException {
    Rooms.Wanted wanted = room.wanted();
    JsonNode seen = messenger.rooms.look(wanted, vgroupId());
    List<String> differences = new ArrayList<>();
    if (seen.isEmpty()) {
      differences.add("the gateway does not show the room");
    } else {
      Set<String> members = Rooms.lower(Rooms.names(seen.path("members")));
      if (!members.containsAll(Rooms.lower(wanted.members()))) {
        differences.add("members are missing");
      }
      if (!wanted.group() && !seen.path("title").asText("").equals(wanted.title())) {
        differences.add("the title is another");
      }
    }
    List<Loss> losses = new ArrayList<>();
    if (!differences.isEmpty()) {
      losses.add(
          Loss.partial(
              Loss.What.CONVERSATION,
              conversation.id(),
              "differs-at-target",
              String.join(", ", differences)));
    }
    losses.add(
        Loss.partial(
            Loss.What.CONVERSATION,
            conversation.id(),
            "not-read-back",
            "the gateway shows rooms but not the messages that the bot sent"));
    return losses;
  }
}

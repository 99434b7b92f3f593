package app.afterglow.importer.mattermost;

import app.afterglow.archive.History;
import app.afterglow.importer.delivery.Arrivals;
import app.afterglow.importer.delivery.Attempt;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Extent;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.Plan;
import app.afterglow.importer.delivery.Posted;
import app.afterglow.importer.delivery.Step;
import app.afterglow.importer.delivery.Upload;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The channel of a running server that one archived conversation becomes. */
final class LivePlace implements app.afterglow.importer.delivery.Place {

  private final LiveMessenger messenger;
  private final Server server;
  private final Conversation conversation;
  private final History history;
  private final Place place;
  private final LiveDrafts drafts;
  private @Nullable OpenChannel open;

  private record OpenChannel(String id, Arrivals arrivals) {}

  LivePlace(LiveMessenger messenger, Conversation conversation, History history, FileCheck files) {
    this.messenger = messenger;
    this.server = messenger.server;
    this.conversation = conversation;
    this.history = history;
    this.place = messenger.cast().place(conversation.id());
    this.drafts = new LiveDrafts(messenger, files);
  }

  private OpenChannel channel() {
    return Objects.requireNonNull(open, "steps are taken in an open channel");
  }

  @Override
  public String open(Opening opening) throws IOException, InterruptedException {
    String known = opening.knownId();
    String id;
    if (known != null) {
      messenger.channels.look(known);
      id = known;
    } else {
      id = messenger.channels.findOrMake(place);
    }
    joinAuthors(id);
    open =
        new OpenChannel(
            id,
            new Arrivals(
                () -> new ChannelReader(server, id)::arrivals,
                messenger.settings.asAuthors()
                    ? Arrivals.Order.BY_ARRIVAL
                    : Arrivals.Order.BY_TIME));
    return id;
  }

  /**
   * Only who is a member can post; who left since an earlier run is not brought back for nothing.
   */
  private void joinAuthors(String id) throws IOException, InterruptedException {
    if (!(place instanceof Place.Channel) || !messenger.settings.asAuthors()) {
      return;
    }
    List<String> authors = List.copyOf(new TreeSet<>(messenger.cast().authors(conversation.id())));
    String note = "authors " + id;
    String names = String.join(" ", authors);
    if (!names.equals(messenger.memory.note(note))) {
      messenger.channels.join(id, authors);
      messenger.memory.rememberNote(note, names);
    }
  }

  @Override
  public List<Loss> losses() {
    List<Loss> losses = new ArrayList<>(messenger.cast().losses(conversation.id()));
    losses.add(
        messenger.settings.asAuthors()
            ? partial("time-in-text", "posts show the time of the import; theirs is in the text")
            : partial(
                "author-shown-only",
                messenger.showsNames()
                    ? "posts are those of the token's account and show the author's name"
                    : "posts are those of the token's account; the author's name is in the text"));
    return losses;
  }

  private Loss partial(String reason, String detail) {
    return Loss.partial(Loss.What.CONVERSATION, conversation.id(), reason, detail);
  }

  @Override
  public Plan plan(Message message) throws IOException {
    LiveDrafts.Drafted drafted = drafts.of(message);
    List<Step> steps = new ArrayList<>();
    for (LiveDrafts.Post post : drafted.posts()) {
      steps.add(
          new Step(
              post.key(),
              Step.Carries.MESSAGE,
              post.files(),
              Step.Repeat.HARMLESS,
              attempt -> send(message, drafted, post, attempt)));
    }
    for (LiveDrafts.Reacted reacted : drafted.reactions()) {
      Step.Carries carries = drafted.posts().isEmpty() ? Step.Carries.MESSAGE : Step.Carries.DETAIL;
      String about = drafted.posts().isEmpty() ? drafted.about() : message.id();
      steps.add(
          new Step(
              reacted.key(),
              carries,
              List.of(),
              Step.Repeat.HARMLESS,
              attempt -> react(reacted, String.valueOf(about), attempt.sent())));
    }
    return Plan.of(steps, drafted.losses());
  }

  private String send(
      Message message, LiveDrafts.Drafted drafted, LiveDrafts.Post post, Attempt attempt)
      throws IOException, InterruptedException {
    OpenChannel channel = channel();
    String key = attempt.idempotencyKey();
    String arrived = channel.arrivals().find(key, attempt.sent());
    if (arrived != null) {
      return arrived;
    }
    LiveDrafts.Speaker speaker = drafted.speaker();
    LiveMessenger.Speaking speaking = messenger.speaking(speaker.account());
    try {
      List<String> files = new ArrayList<>();
      for (Attachment attachment : post.files()) {
        files.add(upload(speaking, channel.id(), attachment, key + "-" + files.size()));
      }
      String shown = shownName(speaker);
      String root = root(message, drafted, post, attempt.sent());
      JsonNode made =
          server.postNow(
              speaking.token(),
              "/posts?set_online=false",
              LivePost.body(
                  server.json(),
                  post,
                  message,
                  channel.id(),
                  speaking.userId(),
                  key,
                  shown.isEmpty() ? null : shown,
                  root,
                  files));
      return LivePost.targetId(made);
    } catch (DeliveryException.Refused e) {
      throw e;
    } catch (DeliveryException e) {
      forget(e, speaking);
      channel.arrivals().doubt();
      throw e;
    }
  }

  private void forget(DeliveryException e, LiveMessenger.Speaking speaking) {
    if (e.reason().equals(ServerAnswer.TOKEN_EXPIRED)) {
      messenger.tokens.forget(speaking.userId());
    }
  }

  private String shownName(LiveDrafts.Speaker speaker) {
    return speaker.account() == null && messenger.showsNames()
        ? Characters.first(Characters.clean(speaker.name()), 64)
        : "";
  }

  private static @Nullable String root(
      Message message, LiveDrafts.Drafted drafted, LiveDrafts.Post post, Attempt.Sent sent)
      throws IOException {
    String about = drafted.about();
    if (about == null) {
      return null;
    }
    if (!post.key().equals("message")) {
      // The other parts of an answer stand in the same thread as its first.
      String first = sent.targetId(message.id(), "message");
      return first == null || LivePost.root(first).equals(first) ? null : LivePost.root(first);
    }
    String parent = sent.targetId(about, "message");
    return parent == null || parent.indexOf(':') >= 0 ? null : LivePost.root(parent);
  }

  private String upload(
      LiveMessenger.Speaking speaking, String channel, Attachment attachment, String clientId)
      throws IOException, InterruptedException {
    Upload upload = Upload.of(history, attachment);
    JsonNode answer =
        upload.sending(
            () ->
                server.upload(
                    speaking.token(),
                    Server.form(
                        channel,
                        clientId,
                        AttachmentFiles.fileName(attachment.name()),
                        "application/octet-stream",
                        upload::open)));
    JsonNode file = answer.path("file_infos").path(0);
    String id = file.path("id").asText("");
    if (!id.matches("[a-z0-9]{26}")) {
      throw new DeliveryException.Refused("server-refused", "no file id");
    }
    return id;
  }

  private String react(LiveDrafts.Reacted reacted, String about, Attempt.Sent sent)
      throws IOException, InterruptedException {
    String target = sent.targetId(about, "message");
    if (target == null || target.indexOf(':') >= 0) {
      throw new DeliveryException.Refused("message-not-there", "what it reacts to is not there");
    }
    String post = LivePost.id(target);
    LiveMessenger.Speaking speaking = messenger.speaking(reacted.account());
    try {
      if (reacted.removed()) {
        takeBack(speaking, post, reacted.emoji());
      } else {
        ObjectNode body = server.json().createObjectNode();
        body.put("user_id", speaking.userId()).put("post_id", post);
        body.put("emoji_name", reacted.emoji());
        server.postNow(speaking.token(), "/reactions", body);
      }
    } catch (DeliveryException e) {
      forget(e, speaking);
      throw e;
    }
    return LivePost.reactionId(post, speaking.userId(), reacted.emoji());
  }

  private void takeBack(LiveMessenger.Speaking speaking, String post, String emoji)
      throws IOException, InterruptedException {
    String path = "/users/" + speaking.userId() + "/posts/" + post + "/reactions/";
    try {
      server.deleteNow(speaking.token(), path + Http.encoded(emoji));
    } catch (DeliveryException.Refused e) {
      if (!e.reason().equals(ServerAnswer.NOT_FOUND)) {
        throw e;
      }
    }
  }

  /** Who only reads joins when all is there: nobody is told of each post then. */
  @Override
  public List<Step> closing(Extent extent) {
    return switch (place) {
      case Place.Channel channel -> joining(channel);
      case Place.Direct direct -> header(direct);
    };
  }

  private List<Step> joining(Place.Channel channel) {
    List<Step> steps = new ArrayList<>();
    for (String name : channel.members()) {
      if (messenger.cast().hasAccount(name)) {
        steps.add(
            Step.detail(
                "member." + name,
                Step.Repeat.HARMLESS,
                _ -> {
                  messenger.channels.join(channel().id(), List.of(name));
                  return null;
                }));
      }
    }
    return steps;
  }

  /** Only a member may give a direct conversation its header. */
  private List<Step> header(Place.Direct direct) {
    if (direct.header().isEmpty()) {
      return List.of();
    }
    return List.of(
        Step.detail(
            "header",
            Step.Repeat.HARMLESS,
            _ -> {
              ObjectNode body = server.json().createObjectNode().put("header", direct.header());
              server.putNow(
                  messenger.speaking(direct.members().getFirst()).token(),
                  "/channels/" + channel().id() + "/patch",
                  body);
              return null;
            }));
  }

  @Override
  public List<Loss> inspect() throws IOException, InterruptedException {
    JsonNode seen = messenger.channels.look(channel().id());
    if (place instanceof Place.Channel wanted
        && !(seen.path("display_name").asText("").equals(wanted.displayName())
            && seen.path("header").asText("").equals(wanted.header()))) {
      return List.of(partial("differs-at-target", "the channel's name or header is another"));
    }
    return List.of();
  }

  @Override
  public boolean canReadBack() {
    return true;
  }

  @Override
  public Stream<Posted> readBack() {
    return new ChannelReader(server, channel().id()).posted(messenger.timing);
  }

  @Override
  public @Nullable Posted expected(Message message, Step step, String targetId) throws IOException {
    LiveDrafts.Drafted drafted = drafts.of(message);
    if (drafted.posts().isEmpty()) {
      // It may have been taken back by a later message.
      return null;
    }
    for (LiveDrafts.Post post : drafted.posts()) {
      if (post.key().equals(step.key())) {
        Instant at =
            Instant.ofEpochMilli(post.at() > 0 ? post.at() : message.sentAt().toEpochMilli());
        List<String> files =
            post.files().stream().map(file -> String.valueOf(file.sha256())).toList();
        return new Posted(LivePost.id(targetId), author(drafted.speaker()), at, post.text(), files);
      }
    }
    String[] parts = targetId.split(":", 3);
    return LivePost.reaction(parts[0], parts[1], parts[2]);
  }

  private String author(LiveDrafts.Speaker speaker) throws IOException {
    try {
      String account = speaker.account();
      String id = account == null ? messenger.self() : messenger.cast().ensure(account).id();
      return LivePost.author(id, shownName(speaker));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("the run is to end");
    }
  }
}

package app.afterglow.importer.xmpp;

import app.afterglow.importer.TargetWords;
import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.Tally;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stanzas of a conversation's messages: one for a text, one for each of its changes (XEP-0308),
 * one for each file (XEP-0066, XEP-0447), one for each person who reacted (XEP-0444). Their ids are
 * made of the archive's, so that a second import has the same.
 */
final class Stanzas {

  /** Takes stanzas. */
  @FunctionalInterface
  interface Taker {
    void take(long millis, String id, Element message) throws IOException;
  }

  private final Addresses addresses;
  private final Words words;
  private final TargetWords own;
  private final Tally tally;
  private final @Nullable Media media;
  private final Envelope envelope;
  private final Taker taker;
  private final Reactions reactions = new Reactions();

  Stanzas(
      Place place,
      Addresses addresses,
      Words words,
      TargetWords own,
      Tally tally,
      @Nullable Media media,
      Taker taker) {
    this.addresses = addresses;
    this.words = words;
    this.own = own;
    this.tally = tally;
    this.media = media;
    this.envelope = new Envelope(place, addresses);
    this.taker = taker;
  }

  /** Hands over the stanzas of a message. */
  void add(Message message) throws IOException {
    tally.message(message);
    long millis = Stamp.millis(message.sentAt());
    if (!Stamp.isTellable(message.sentAt())) {
      tally.partial(message, "time-moved", "sent at " + message.sentAt());
    }
    List<Attachment> files = new ArrayList<>();
    String text = body(message, files);
    boolean empty = text == null || text.isEmpty();
    if (text != null && (files.isEmpty() || !empty || !message.edits().isEmpty())) {
      texts(message, millis, text);
    } else if (text == null) {
      bodiless(message, millis);
    }
    boolean first = empty && text != null && message.edits().isEmpty();
    for (int i = 0; i < files.size(); i++) {
      file(message, millis, files.get(i), i, first && i == 0);
    }
    reactions(message, millis);
  }

  /** What is said in words, null for what is said by an element alone; files to be carried. */
  private @Nullable String body(Message message, List<Attachment> files) {
    List<String> lines = new ArrayList<>();
    String said = said(message);
    if (said != null && !said.isEmpty()) {
      lines.add(said);
    }
    for (Attachment attachment : message.attachments()) {
      if (attachment.status() == Attachment.Status.PRESENT && media == null) {
        tally.attachmentLost(message, attachment, "no-media-url");
        lines.add(own.of("file-left", FileNames.of(attachment), attachment.size()));
      } else if (tally.attachment(message, attachment)) {
        files.add(attachment);
      }
    }
    String text = said == null && lines.isEmpty() ? null : String.join("\n", lines);
    if (text != null && XmlText.needsRepair(text)) {
      tally.partial(message, "text-repaired", "characters that XML can't hold became U+FFFD");
    }
    if (!envelope.takes(message.senderId())) {
      tally.partial(message, "author-as-text", "not one of the two of the conversation");
      String author = addresses.shown(message.senderId());
      return text == null || text.isEmpty() ? "[" + author + "]" : author + ": " + text;
    }
    return text;
  }

  private @Nullable String said(Message message) {
    return switch (message.body()) {
      case MessageBody.EditOf edit ->
          edit.text() == null ? words.message(message, addresses::shown) : edit.text();
      case MessageBody.ReactionTo reaction ->
          reaction.emoji().isBlank()
              ? words.message(message, addresses::shown)
              : reaction.text() == null || reaction.text().isEmpty() ? null : reaction.text();
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Location _,
          MessageBody.Call _,
          MessageBody.RoomEvent _,
          MessageBody.Verification _,
          MessageBody.Deleted _,
          MessageBody.Unknown _ ->
          words.message(message, addresses::shown);
    };
  }

  /** The text, preceded by what stood before it, each change being a correction. */
  private void texts(Message message, long millis, String text) throws IOException {
    String id = id(message);
    List<String> texts = new ArrayList<>();
    List<@Nullable Instant> times = new ArrayList<>();
    @Nullable Instant made = null;
    for (Edit edit : message.edits()) {
      if (edit.previousText() == null) {
        tally.partial(message, "former-text-unknown", "a change whose former text is not known");
      } else {
        texts.add(edit.previousText());
        times.add(made);
      }
      made = edit.at();
    }
    texts.add(text);
    times.add(made);
    long at = millis;
    for (int i = 0; i < texts.size(); i++) {
      Instant time = times.get(i);
      if (i > 0 && time != null) {
        at = Math.max(at, Stamp.millis(time));
      }
      String its = i == 0 ? id : id(message, "edit", i);
      Element stanza = envelope.message(message.senderId(), its, at);
      stanza.with(Element.of("body"), texts.get(i));
      if (i > 0) {
        stanza.with(Element.of("replace", "urn:xmpp:message-correct:0").with("id", id));
      }
      describe(message, stanza);
      taker.take(at, its, stanza);
    }
  }

  /** A reaction that is a message of its own. */
  private void bodiless(Message message, long millis) throws IOException {
    Element stanza = envelope.message(message.senderId(), id(message), millis);
    describe(message, stanza);
    taker.take(millis, id(message), stanza);
  }

  private void file(Message message, long millis, Attachment attachment, int index, boolean first)
      throws IOException {
    String its = first ? id(message) : id(message, "file", index);
    Element stanza = envelope.message(message.senderId(), its, millis);
    if (media != null) {
      Media.describe(stanza, attachment, media.put(message, attachment));
    }
    if (first) {
      describe(message, stanza);
    }
    taker.take(millis, its, stanza);
  }

  /** What a message refers to, and where it says one is. */
  private void describe(Message message, Element stanza) {
    if (message.replyTo() != null) {
      stanza.with(
          Element.of("reply", "urn:xmpp:reply:0").with("id", id(message, message.replyTo())));
    }
    switch (message.body()) {
      case MessageBody.EditOf edit ->
          stanza.with(
              Element.of("replace", "urn:xmpp:message-correct:0")
                  .with("id", id(message, edit.targetId())));
      case MessageBody.ReactionTo reaction -> {
        if (!reaction.emoji().isBlank()) {
          String sender = message.senderId() == null ? "" : message.senderId();
          stanza.with(
              Reactions.element(
                  id(message, reaction.targetId()),
                  reaction.removed()
                      ? reactions.remove(reaction.targetId(), sender, reaction.emoji())
                      : reactions.add(reaction.targetId(), sender, List.of(reaction.emoji()))));
          stanza.with(Element.of("store", "urn:xmpp:hints"));
        }
      }
      case MessageBody.Location location -> {
        if (location.latitude() != null && location.longitude() != null) {
          stanza.with(
              Element.of("geoloc", "http://jabber.org/protocol/geoloc")
                  .with(Element.of("lat"), location.latitude().toString())
                  .with(Element.of("lon"), location.longitude().toString()));
        }
      }
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Call _,
          MessageBody.RoomEvent _,
          MessageBody.Verification _,
          MessageBody.Deleted _,
          MessageBody.Unknown _ -> {
        // its words say it all
      }
    }
  }

  /** The reactions a message holds: a stanza for each person, at the time of the last of them. */
  private void reactions(Message message, long millis) throws IOException {
    Map<String, Set<String>> bySender = new LinkedHashMap<>();
    Map<String, Long> times = new LinkedHashMap<>();
    for (Reaction reaction : message.reactions()) {
      String sender = reaction.senderId();
      if (sender == null || !envelope.takes(sender) || reaction.emoji().isBlank()) {
        tally.partial(message, "reaction-left", "a reaction of somebody who can't be its author");
        continue;
      }
      if (XmlText.needsRepair(reaction.emoji())) {
        tally.partial(message, "text-repaired", "characters that XML can't hold became U+FFFD");
      }
      bySender.computeIfAbsent(sender, _ -> new LinkedHashSet<>()).add(reaction.emoji());
      long at = reaction.at() == null ? millis : Math.max(millis, Stamp.millis(reaction.at()));
      times.merge(sender, at, Math::max);
    }
    for (Map.Entry<String, Set<String>> entry : bySender.entrySet()) {
      String sender = entry.getKey();
      long at = times.getOrDefault(sender, millis);
      String its = Digests.uuid("xmpp", message.conversationId(), message.id(), "by", sender);
      List<String> all = reactions.add(message.id(), sender, List.copyOf(entry.getValue()));
      Element stanza = envelope.message(sender, its, at);
      stanza.with(Reactions.element(id(message), all));
      stanza.with(Element.of("store", "urn:xmpp:hints"));
      taker.take(at, its, stanza);
    }
  }

  private static String id(Message message) {
    return id(message, message.id());
  }

  /** The id of another message of the same conversation. */
  private static String id(Message message, String otherId) {
    return Digests.uuid("xmpp", message.conversationId(), otherId);
  }

  private static String id(Message message, String what, int number) {
    return Digests.uuid(
        "xmpp", message.conversationId(), message.id(), what, Integer.toString(number));
  }
}

package app.afterglow.importer.wickrio;

import app.afterglow.archive.History;
import app.afterglow.importer.delivery.Answer;
import app.afterglow.importer.delivery.Attempt;
import app.afterglow.importer.delivery.Multipart;
import app.afterglow.importer.delivery.Plan;
import app.afterglow.importer.delivery.Step;
import app.afterglow.importer.delivery.Upload;
import app.afterglow.model.Attachment;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The steps of a message: its text in one part or several, then its files. */
final class MessageSteps {

  /** Characters a part; the gateway's documentation names 10,000, the header takes its share. */
  static final int LONGEST_PART = 9_000;

  /** Bytes of a part as JSON. */
  static final int LARGEST_PART = 90_000;

  private static final String OCTETS = "application/octet-stream";

  private final WickrMessenger messenger;
  private final History history;
  private final MessageText texts;
  private final Supplier<String> vgroupId;

  MessageSteps(
      WickrMessenger messenger, History history, MessageText texts, Supplier<String> vgroupId) {
    this.messenger = messenger;
    this.history = history;
    this.texts = texts;
    this.vgroupId = vgroupId;
  }

  /** A message brought over as messages of the bot. */
  Plan plan(Message message) throws IOException {
    messenger.people.counted(message.senderId());
    List<Step> steps = new ArrayList<>();
    List<Loss> losses = new ArrayList<>();
    List<String> parts = Texts.split(texts.body(message), LONGEST_PART, LARGEST_PART);
    for (int i = 0; i < parts.size(); i++) {
      String header = texts.header(message, i + 1, parts.size());
      String key = i == 0 ? "text" : "text." + (i + 1);
      steps.add(text(message, key, header, parts.get(i)));
    }
    for (int i = 0; i < message.attachments().size(); i++) {
      Attachment attachment = message.attachments().get(i);
      if (attachment.status() == Attachment.Status.PRESENT) {
        steps.add(file(message, "attachment." + i, attachment));
      } else {
        losses.add(missing(message, attachment));
      }
    }
    unknown(message, losses);
    return Plan.of(steps, losses);
  }

  /** A message that the transcript alone carries; files have no place in it. */
  Plan inTranscript(Message message) {
    messenger.people.counted(message.senderId());
    List<Loss> losses = new ArrayList<>();
    for (Attachment attachment : message.attachments()) {
      losses.add(
          attachment.status() == Attachment.Status.PRESENT
              ? Loss.whole(
                  Loss.What.ATTACHMENT,
                  id(message, attachment),
                  "not-in-transcript",
                  "named in the transcript; --mode text brings files over")
              : missing(message, attachment));
    }
    unknown(message, losses);
    return Plan.inClosing(losses);
  }

  private static void unknown(Message message, List<Loss> losses) {
    if (message.body() instanceof MessageBody.Unknown) {
      losses.add(
          Loss.partial(
              Loss.What.MESSAGE,
              message.id(),
              "unknown-kind",
              "only its type " + message.sourceType() + " and its text are carried"));
    }
  }

  private static Loss missing(Message message, Attachment attachment) {
    return Loss.whole(
        Loss.What.ATTACHMENT,
        id(message, attachment),
        "attachment-" + attachment.status().word(),
        null);
  }

  private static String id(Message message, Attachment attachment) {
    return attachment.sourceId() != null ? attachment.sourceId() : message.id();
  }

  private Step text(Message message, String key, String header, String part) {
    return Step.message(
        key,
        Step.Repeat.DOUBLES,
        attempt -> {
          String marked = attempt.mayBeRepeat() ? messenger.words.of("repeat") + "\n" + part : part;
          ObjectNode body = messenger.gateway.json().createObjectNode();
          body.put("vgroupid", vgroupId.get()).put("message", header + marked);
          return sent(message, key, () -> messenger.gateway.post("/Messages", body));
        });
  }

  private Step file(Message message, String key, Attachment attachment) {
    return Step.attachment(
        key,
        attachment,
        Step.Repeat.DOUBLES,
        attempt -> sent(message, key, () -> upload(attachment, attempt)));
  }

  private Answer upload(Attachment attachment, Attempt attempt)
      throws IOException, InterruptedException {
    Upload upload = Upload.of(history, attachment);
    String name = UploadName.of(attachment.sha256(), attachment.name(), attempt);
    Multipart form =
        new Multipart()
            .field("vgroupid", vgroupId.get())
            .file("attachment", name, OCTETS, upload::open);
    return upload.sending(() -> messenger.gateway.post("/File", form));
  }

  /** The gateway's answer names no id. */
  private @Nullable String sent(Message message, String key, Counters.Sending<Answer> sending)
      throws IOException, InterruptedException {
    String unique = message.conversationId() + "\n" + message.id() + "\n" + key;
    messenger.counters.sending(unique, sending);
    return null;
  }
}

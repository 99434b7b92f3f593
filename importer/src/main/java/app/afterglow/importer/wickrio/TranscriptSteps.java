package app.afterglow.importer.wickrio;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.delivery.Answer;
import app.afterglow.importer.delivery.Attempt;
import app.afterglow.importer.delivery.Extent;
import app.afterglow.importer.delivery.Multipart;
import app.afterglow.importer.delivery.Step;
import app.afterglow.importer.delivery.Upload;
import app.afterglow.importer.wickrio.WickrSettings.Mode;
import app.afterglow.importer.wickrio.WickrSettings.TranscriptForm;
import app.afterglow.model.Message;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The steps that upload a conversation's transcript, in several files where it is long. */
final class TranscriptSteps {

  /** Messages a file: one that no browser opens helps nobody. */
  static final int PART = 10_000;

  private final WickrMessenger messenger;
  private final History history;
  private final ArchivedConversation conversation;
  private final String title;
  private final Supplier<String> vgroupId;

  TranscriptSteps(
      WickrMessenger messenger,
      History history,
      ArchivedConversation conversation,
      String title,
      Supplier<String> vgroupId) {
    this.messenger = messenger;
    this.history = history;
    this.conversation = conversation;
    this.title = title;
    this.vgroupId = vgroupId;
  }

  /** The steps for this extent: another one is another transcript. */
  List<Step> steps(Extent extent) {
    List<Step> steps = new ArrayList<>();
    boolean wanted = messenger.settings.transcript() != TranscriptForm.NONE;
    if (!wanted || extent.messages() == 0) {
      return steps;
    }
    int parts = Math.toIntExact((extent.messages() + PART - 1) / PART);
    for (int part = 1; part <= parts; part++) {
      String key = "transcript." + extent.digest() + "." + part;
      Step.Sending sending = sending(key, extent, part, parts);
      steps.add(
          messenger.settings.mode() == Mode.TRANSCRIPT
              ? Step.message(key, Step.Repeat.DOUBLES, sending)
              : Step.detail(key, Step.Repeat.DOUBLES, sending));
    }
    return steps;
  }

  private Step.Sending sending(String key, Extent extent, int part, int parts) {
    return attempt -> {
      String unique = conversation.conversation().id() + "\n\n" + key;
      messenger.counters.sending(unique, () -> upload(attempt, extent, part, parts));
      return null;
    };
  }

  private Answer upload(Attempt attempt, Extent extent, int part, int parts)
      throws IOException, InterruptedException {
    Upload upload = Upload.made(() -> open(extent, part, parts));
    boolean html = messenger.settings.transcript() == TranscriptForm.HTML;
    String name = title + (parts == 1 ? "" : " " + part + "-" + parts) + (html ? ".html" : ".txt");
    Multipart form =
        new Multipart()
            .field("vgroupid", vgroupId.get())
            .file(
                "attachment",
                UploadName.of(null, name, attempt),
                html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8",
                upload::open);
    return upload.sending(() -> messenger.gateway.post("/File", form));
  }

  private InputStream open(Extent extent, int part, int parts) throws IOException {
    MessageText texts =
        new MessageText(messenger.words, messenger.names, new Quotes(history, conversation));
    List<String> members =
        conversation.conversation().memberIds().stream()
            .map(id -> messenger.names.of(id, messenger.words))
            .toList();
    TranscriptForms.Heading heading =
        new TranscriptForms.Heading(title, members, extent, part, parts, messenger.words);
    Stream<Message> messages =
        history
            .messages(conversation)
            .filter(message -> messenger.selection.includes(message.sentAt()))
            .skip((long) (part - 1) * PART)
            .limit(PART);
    return new Transcript(
        messages,
        messenger.settings.transcript() == TranscriptForm.HTML
            ? new TranscriptForms.Html(heading, texts, messenger.names)
            : new TranscriptForms.Text(heading, texts));
  }
}

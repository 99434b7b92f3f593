package app.afterglow.launcher.cli;

import app.afterglow.archive.ArchiveInfo;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.RecordJson;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.program.Times;
import app.afterglow.launcher.terminal.Words;
import app.afterglow.model.Account;
import app.afterglow.model.Conversation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code afterglow info}: what an archive says of itself; decrypts only what says it. */
@Command(name = "info")
final class InfoCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", descriptionKey = "file")
  Path file = Path.of("");

  @Mixin IdentityOptions identities = new IdentityOptions();

  InfoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (Identities keys = identities.read(session);
        ArchiveReader archive = ArchiveReader.open(file, keys.all())) {
      List<ArchivedConversation> conversations = archive.conversations();
      ArchiveInfo info = archive.info();
      say(info, session, file);
      say(conversations);
      session.answer(
          out -> {
            out.writeStringField("command", "info");
            out.writeStringField("archive", file.toString());
            JsonAnswer.info(info, out);
            out.writeArrayFieldStart("conversations");
            for (ArchivedConversation conversation : conversations) {
              RecordJson.write(conversation, out);
            }
            out.writeEndArray();
          });
    }
    return ExitCodes.DONE;
  }

  /** Says whose archive it is, and what is in it. */
  static void say(ArchiveInfo info, Session session, Path file) {
    Words words = session.words();
    Account account = info.description().account();
    session.say(
        "info.head",
        file.toString(),
        account.applicationVersion() == null
            ? account.application()
            : account.application() + " " + account.applicationVersion(),
        account.platform(),
        account.name() == null ? account.id() : account.name());
    ZoneId zone = ZoneId.systemDefault();
    session.say(
        "info.made",
        Times.of(info.description().created(), session.locale(), zone),
        zone.getId(),
        info.description().creator(),
        info.formatVersion());
    BalanceTable.say(info.balance(), session);
    session.say("info.files", info.distinctAttachments(), words.size(info.attachmentBytes()));
    if (info.losses() > 0) {
      session.say("info.losses", info.losses());
    }
  }

  private void say(List<ArchivedConversation> conversations) {
    if (conversations.isEmpty()) {
      return;
    }
    Words words = session.words();
    ZoneId zone = ZoneId.systemDefault();
    session.line("");
    session.line(
        "  %10s  %-10s  %-10s  %s"
            .formatted(
                words.say("info.messages"),
                words.say("info.first"),
                words.say("info.last"),
                words.say("info.conversation")));
    for (ArchivedConversation conversation : conversations) {
      session.line(
          "  %10s  %-10s  %-10s  %s"
              .formatted(
                  words.number(conversation.messageCount()),
                  Times.day(conversation.firstAt(), zone),
                  Times.day(conversation.lastAt(), zone),
                  title(conversation.conversation())));
    }
  }

  private String title(Conversation conversation) {
    String kind = session.words().say("conversation." + conversation.kind().word());
    String title = conversation.title();
    return title == null || title.isBlank()
        ? "%s %s".formatted(kind, conversation.id())
        // One line a conversation, whatever stands in its title.
        : "%s (%s)".formatted(title.replaceAll("\\R", " "), kind);
  }
}

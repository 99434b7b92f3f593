package app.afterglow.importer.wickrio;

import app.afterglow.importer.TargetWords;
import app.afterglow.importer.delivery.Extent;
import app.afterglow.model.Message;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The forms of a transcript: a page of HTML, or plain text. */
final class TranscriptForms {

  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;"
          + "color-scheme:light dark}article{margin:.75rem 0;overflow-wrap:anywhere}"
          + "article p{margin:0;white-space:pre-wrap}.who{font-weight:600}"
          + "time{opacity:.7;font-size:.875rem}";

  private TranscriptForms() {}

  /**
   * What stands above a transcript.
   *
   * @param title the conversation's title
   * @param members the people in it, as they are called in texts
   * @param part which part of how many
   */
  record Heading(
      String title, List<String> members, Extent extent, int part, int parts, TargetWords words) {

    String headline() {
      return words.of("transcript.title", title);
    }

    List<String> lines() {
      String period =
          words.of(
              "transcript.period",
              extent.messages(),
              Texts.time(Objects.requireNonNull(extent.firstAt())),
              Texts.time(Objects.requireNonNull(extent.lastAt())));
      String people = words.of("transcript.members", String.join(", ", members));
      String zone = words.of("transcript.zone");
      return parts == 1
          ? List.of(period, people, zone)
          : List.of(
              words.of("transcript.part", Integer.toString(part), Integer.toString(parts)),
              period,
              people,
              zone);
    }
  }

  /** A page that needs nothing else and runs nothing. */
  record Html(Heading heading, MessageText texts, Names names) implements Transcript.Form {

    @Override
    public String head() {
      StringBuilder html = new StringBuilder(1024);
      html.append("<!DOCTYPE html>\n<html lang=\"")
          .append(escaped(heading.words().locale().toLanguageTag()))
          .append("\"><head><meta charset=\"utf-8\">\n")
          .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
          .append(" style-src 'unsafe-inline'\">\n")
          .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
          .append(escaped(heading.headline()))
          .append("</title><style>")
          .append(STYLE)
          .append("</style></head><body>\n<h1>")
          .append(escaped(heading.headline()))
          .append("</h1>\n");
      heading.lines().forEach(l -> html.append("<p>").append(escaped(l)).append("</p>\n"));
      return html.toString();
    }

    @Override
    public String message(Message message) throws IOException {
      return "<article><span class=\"who\" dir=\"auto\">"
          + escaped(names.of(message.senderId(), heading.words()))
          + "</span> <time datetime=\""
          + message.sentAt()
          + "\">"
          + escaped(Texts.time(message.sentAt()))
          + "</time><p dir=\"auto\">"
          + escaped(texts.body(message).strip())
          + "</p></article>\n";
    }

    @Override
    public String tail() {
      return "</body></html>\n";
    }

    private static String escaped(String text) {
      return text.replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("\"", "&quot;");
    }
  }

  /**
   * Plain text. The lines of a message after its first are indented, so that none can pass for
   * another message.
   */
  record Text(Heading heading, MessageText texts) implements Transcript.Form {

    @Override
    public String head() {
      return heading.headline() + "\n" + String.join("\n", heading.lines()) + "\n\n";
    }

    @Override
    public String message(Message message) throws IOException {
      String body = texts.header(message, 1, 1) + texts.body(message).strip();
      return body.lines().collect(Collectors.joining("\n    ")) + "\n";
    }

    @Override
    public String tail() {
      return "";
    }
  }
}

package app.afterglow.search;

import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a message a search looks at: its text, its files' names, the texts it had before. */
public final class SearchedTexts {

  private SearchedTexts() {}

  /** These texts, in this order. */
  public static List<String> of(Message message) {
    List<String> texts = new ArrayList<>(2);
    add(message.body().text(), texts);
    for (Attachment attachment : message.attachments()) {
      add(attachment.name(), texts);
    }
    for (Edit edit : message.edits()) {
      add(edit.previousText(), texts);
    }
    return texts;
  }

  private static void add(@Nullable String text, List<String> texts) {
    if (text != null) {
      texts.add(text);
    }
  }
}

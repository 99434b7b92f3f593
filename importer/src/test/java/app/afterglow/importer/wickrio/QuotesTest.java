package app.afterglow.importer.wickrio;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotesTest {

  private static final int MESSAGES = 6_000;

  private final List<Message> messages = new ArrayList<>();
  private final MemoryHistory history = new MemoryHistory();
  private int read;

  private Quotes quotes() {
    for (int i = 0; i < MESSAGES; i++) {
      messages.add(message("c", "m" + i).from("p" + i).text("text " + i).made());
    }
    history.conversation("c", Conversation.Kind.ROOM, "C");
    history.messages("c", MESSAGES, () -> messages.stream().peek(_ -> read++));
    return new Quotes(history, history.conversations().getFirst());
  }

  @Test
  void readsOnceForAllThatTheConversationDoesNotHave() throws IOException {
    Quotes quotes = quotes();

    for (int i = 0; i < 100; i++) {
      quotes.add(messages.get(i), "first line");
      assertThat(quotes.find("gone " + i, m -> m.id())).isNull();
    }

    assertThat(read).isEqualTo(MESSAGES);
    assertThat(history.open()).isZero();
  }

  @Test
  void findsWhatIsNoLongerOrNotYetKept() throws IOException {
    Quotes quotes = quotes();
    messages.forEach(message -> quotes.add(message, "first line"));
    messages.add(message("c", "later").from("p").text("later").made());

    assertThat(quotes.find("m5999", Message::id))
        .isEqualTo(new Quotes.Quote("p5999", "first line"));
    assertThat(read).isZero();
    assertThat(quotes.find("m7", Message::id)).isEqualTo(new Quotes.Quote("p7", "m7"));
    assertThat(quotes.find("later", Message::id)).isEqualTo(new Quotes.Quote("p", "later"));
  }
}

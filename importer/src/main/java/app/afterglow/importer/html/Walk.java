package app.afterglow.importer.html;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.ImportRequest;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Goes once through the wanted part of a history: conversations, their messages, then people. */
final class Walk {

  private static final int REPORT_EVERY = 256;

  private Walk() {}

  /** What happens on the way. */
  interface Visitor {

    void beginConversation(ArchivedConversation conversation) throws IOException;

    void message(Message message) throws IOException;

    void endConversation(ArchivedConversation conversation) throws IOException;

    void person(Person person) throws IOException;
  }

  static void over(History history, ImportRequest request, Progress progress, Visitor visitor)
      throws IOException {
    Selection selection = request.selection();
    List<ArchivedConversation> wanted =
        history.conversations().stream()
            .filter(conversation -> selection.includes(conversation.conversation()))
            .toList();
    progress.start(
        Progress.Stage.IMPORTING,
        wanted.stream().mapToLong(ArchivedConversation::messageCount).sum(),
        -1);
    boolean everything = selection.equals(Selection.ALL);
    Set<String> involved = new HashSet<>();
    for (ArchivedConversation conversation : wanted) {
      involved.addAll(conversation.conversation().memberIds());
      visitor.beginConversation(conversation);
      try (Stream<Message> messages = history.messages(conversation)) {
        int passed = 0;
        for (Iterator<Message> each = messages.iterator(); each.hasNext(); ) {
          Message message = each.next();
          if (selection.includes(message.sentAt())) {
            if (message.senderId() != null) {
              involved.add(message.senderId());
            }
            visitor.message(message);
          }
          if (++passed % REPORT_EVERY == 0) {
            progress.advance(REPORT_EVERY, 0);
          }
        }
        progress.advance(passed % REPORT_EVERY, 0);
      }
      visitor.endConversation(conversation);
    }
    try (Stream<Person> people = history.people()) {
      for (Iterator<Person> each = people.iterator(); each.hasNext(); ) {
        Person person = each.next();
        // Somebody who asks for one conversation hands over nobody else's name with it.
        if (everything || person.self() || involved.contains(person.id())) {
          visitor.person(person);
        }
      }
    }
  }
}

package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.FoundMessage;
import app.afterglow.exporter.Source;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a whole store holds, against which a damaged copy is held: whatever of it is not carried, or
 * not as it was, must be explained by a line of the loss report.
 *
 * @param messages its messages, by id
 * @param rows the row of each message, by its id
 * @param people ids of its people
 * @param conversations its conversations
 * @param authenticated whether its pages carry an HMAC; else damage inside of a value can't be told
 */
record StoreTruth(
    Map<String, Message> messages,
    Map<String, Long> rows,
    Set<String> people,
    Set<Conversation> conversations,
    boolean authenticated) {

  private static final Pattern ROWS =
      Pattern.compile(
          ".*rows (?:(\\d+) to (\\d+)|from (\\d+) on|up to (\\d+)|of).*Message.*"
              + "|.*rows of .*Message.*");

  /** Reasons that say of the whole store that versions of rows may be others, or missing. */
  private static final Set<String> VAGUE =
      Set.of(
          "rows-uncertain",
          "rows-repeated",
          "log-incomplete",
          "log-unfinished",
          "schema-damaged",
          "unused-pages");

  static StoreTruth of(Source source, Map<String, Long> rows, boolean authenticated)
      throws IOException {
    Given given = Given.of(source);
    assertThat(rows.keySet()).isEqualTo(given.messages.keySet());
    return new StoreTruth(
        given.messages, rows, given.people, new HashSet<>(given.conversations), authenticated);
  }

  /** What a source gives. */
  private record Given(
      Map<String, Message> messages,
      Set<String> people,
      List<Conversation> conversations,
      List<Loss> losses) {

    static Given of(Source source) throws IOException {
      Set<String> people = new HashSet<>();
      try (Stream<Person> stream = source.people()) {
        stream.forEach(person -> people.add(person.id()));
      }
      List<Conversation> conversations;
      try (Stream<Conversation> stream = source.conversations()) {
        conversations = stream.toList();
      }
      Map<String, Message> messages = new HashMap<>();
      List<Loss> losses = new ArrayList<>();
      for (Conversation conversation : conversations) {
        try (Stream<FoundMessage> stream = source.messages(conversation)) {
          stream.forEach(
              found -> {
                Message message = found.message();
                Message twin = messages.put(message.id(), message);
                if (twin != null
                    || !message.conversationId().equals(conversation.id())
                    || message.senderId() != null && !people.contains(message.senderId())) {
                  throw new AssertionError("%s, %s, %s".formatted(message, twin, people));
                }
                losses.addAll(found.losses());
              });
        }
      }
      losses.addAll(source.losses());
      long lost =
          losses.stream()
              .filter(loss -> loss.what() == Loss.What.MESSAGE && !loss.partial())
              .count();
      if (messages.size() + lost != source.messageCount()) {
        throw new AssertionError(
            "%d messages and %d lost of %d"
                .formatted(messages.size(), lost, source.messageCount()));
      }
      return new Given(messages, people, conversations, losses);
    }
  }

  /** Fails where a source of a damaged copy lacks something without saying so. */
  void assertExplained(Source source) throws IOException {
    Given given = Given.of(source);
    Explanations explanations = new Explanations(given.losses);
    List<String> unexplained = new ArrayList<>();
    for (Message message : messages.values()) {
      Message found = given.messages.get(message.id());
      boolean same = message.equals(found) || found != null && same(message, found, explanations);
      if (!same && !explanations.explain(message.id(), rows)) {
        unexplained.add(found == null ? "missing " + message.id() : "other " + found);
      }
    }
    for (String id : given.messages.keySet()) {
      if (!messages.containsKey(id) && !explanations.explainExtra(id)) {
        unexplained.add("invented " + id);
      }
    }
    for (String person : people) {
      if (!given.people.contains(person) && !explanations.explain("_User")) {
        unexplained.add("person " + person);
      }
    }
    for (Conversation conversation : conversations) {
      if (!given.conversations.contains(conversation)
          && !explanations.explain("_C")
          && !explanations.explain("_User")) {
        unexplained.add("conversation " + conversation);
      }
    }
    if (authenticated && !unexplained.isEmpty()) {
      throw new AssertionError(
          "%d unexplained: %s%nlosses: %s"
              .formatted(unexplained.size(), unexplained.subList(0, 1), given.losses));
    }
  }

  /** Whether a message differs only by what lost people and conversations would have told. */
  private static boolean same(Message wanted, Message found, Explanations explanations) {
    return (wanted.conversationId().equals(found.conversationId()) || explanations.explain("Convo"))
        && (wanted.body().equals(found.body()) || explanations.explain("_User"))
        && (Objects.equals(wanted.senderId(), found.senderId()) || explanations.explain("_User"))
        && (wanted.raw().equals(found.raw()) || explanations.explain("_User"))
        && Objects.equals(wanted.body().text(), found.body().text())
        && wanted.sentAt().equals(found.sentAt())
        && wanted.sourceType().equals(found.sourceType())
        && Objects.equals(wanted.expiresAt(), found.expiresAt());
  }

  /** What the lines of a loss report explain. */
  private static final class Explanations {
    private final Set<String> ids = new HashSet<>();
    private final List<long[]> ranges = new ArrayList<>();
    private final List<Loss> losses;
    private boolean vague;

    Explanations(List<Loss> losses) {
      this.losses = losses;
      for (Loss loss : losses) {
        String detail = String.valueOf(loss.detail());
        vague |= VAGUE.contains(loss.reason());
        vague |= loss.reason().equals("log-damaged") && detail.contains("older version");
        vague |= detail.contains("what stood there can't be told");
        // Whatever a conversation or a person lost shows in the messages that name it.
        vague |=
            (loss.what() == Loss.What.CONVERSATION || loss.what() == Loss.What.PERSON)
                && loss.reason().startsWith("row-");
        if (loss.what() == Loss.What.MESSAGE) {
          ids.add(loss.id());
        }
        Matcher rows = ROWS.matcher(detail);
        if (loss.what() == Loss.What.PAGE && rows.matches()) {
          ranges.add(
              new long[] {
                number(rows.group(1), number(rows.group(3), Long.MIN_VALUE)),
                number(rows.group(2), number(rows.group(4), Long.MAX_VALUE))
              });
        }
      }
    }

    private static long number(@Nullable String digits, long otherwise) {
      return digits == null ? otherwise : Long.parseLong(digits);
    }

    boolean explain(String id, Map<String, Long> rows) {
      long row = rows.getOrDefault(id, -1L);
      return vague
          || ids.contains(id)
          || ids.contains("row-" + row)
          || ranges.stream().anyMatch(range -> range[0] <= row && row <= range[1]);
    }

    boolean explainExtra(String id) {
      return vague || ids.contains(id);
    }

    /** Whether a page or a row of such a table is listed. */
    boolean explain(String table) {
      return vague
          || losses.stream()
              .anyMatch(
                  loss ->
                      loss.what() == Loss.What.PAGE
                          && !loss.reason().startsWith("no-place")
                          && String.valueOf(loss.detail()).contains(table));
    }
  }
}

package app.afterglow.importer.mattermost;

import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which conversation becomes which channel. Direct and group conversations are known to the server
 * by their members alone, at most eight of them: a larger one, and a second one of the same people,
 * becomes a private channel.
 */
final class Places {

  private static final int MOST_DIRECT = 8;

  private final Map<String, Place> byConversation = new HashMap<>();
  private final Set<List<String>> directs = new HashSet<>();
  private final Set<String> channels = new HashSet<>();
  private final Survey survey;
  private final Users users;
  private final Settings settings;
  private final Losses losses;
  private final Rule rule;

  /** What the server allows beside what every server does. */
  interface Rule {

    /** Everything. */
    Rule NONE =
        new Rule() {
          @Override
          public boolean canBeMember(String name) {
            return true;
          }

          @Override
          public @Nullable String obstacle(List<String> names) {
            return null;
          }
        };

    /** Whether who has this user name can be a member of a channel. */
    boolean canBeMember(String name);

    /** Why these people can't have a direct conversation: a word of the loss report, else null. */
    @Nullable String obstacle(List<String> names);
  }

  private Places(Survey survey, Users users, Settings settings, Losses losses, Rule rule) {
    this.survey = survey;
    this.users = users;
    this.settings = settings;
    this.losses = losses;
    this.rule = rule;
  }

  static Places of(Survey survey, Users users, Settings settings, Losses losses) {
    return of(survey, users, settings, losses, Rule.NONE);
  }

  static Places of(Survey survey, Users users, Settings settings, Losses losses, Rule rule) {
    Places places = new Places(survey, users, settings, losses, rule);
    // By id, so that of two conversations with the same members it is always the same one that
    // stays a direct one.
    survey.conversations().stream()
        .sorted(Comparator.comparing(Survey.Wanted::id))
        .forEach(places::place);
    return places;
  }

  /** Where this conversation's posts go. */
  Place of(Survey.Wanted wanted) {
    return of(wanted.id());
  }

  /** Where the posts of the conversation of this id go. */
  Place of(String conversationId) {
    return Objects.requireNonNull(byConversation.get(conversationId));
  }

  private void place(Survey.Wanted wanted) {
    Conversation conversation = wanted.archived().conversation();
    Set<String> members = new TreeSet<>();
    conversation.memberIds().forEach(id -> members.add(users.name(id)));
    for (String author : wanted.authors()) {
      if (members.add(users.name(author))
          && rule.canBeMember(users.name(author))
          && !survey.selves().contains(author)) {
        losses.partial(
            Loss.What.CONVERSATION,
            wanted.id(),
            "member-added",
            users.name(author) + " wrote here without being a member, and was made one");
      }
    }
    if (survey.selves().size() == 1) {
      members.add(users.name(survey.selves().iterator().next()));
    }
    byConversation.put(
        wanted.id(),
        switch (conversation.kind()) {
          case ROOM -> channel(wanted, members, settings.roomType());
          case DIRECT, GROUP -> direct(wanted, members);
        });
  }

  private Place direct(Survey.Wanted wanted, Set<String> members) {
    if (members.isEmpty()) {
      // Nobody is known who could be in it: only a channel can be without members.
      return channel(wanted, members, "P");
    }
    List<String> names =
        members.size() == 1
            ? List.of(members.iterator().next(), members.iterator().next())
            : List.copyOf(members);
    if (names.size() > MOST_DIRECT) {
      losses.partial(
          Loss.What.CONVERSATION,
          wanted.id(),
          "group-too-large",
          names.size() + " members; became a private channel");
      return channel(wanted, members, "P");
    }
    String obstacle = rule.obstacle(names);
    if (obstacle != null) {
      losses.partial(
          Loss.What.CONVERSATION, wanted.id(), obstacle, "became a private channel instead");
      return channel(wanted, members, "P");
    }
    if (!directs.add(names)) {
      losses.partial(
          Loss.What.CONVERSATION,
          wanted.id(),
          "same-members",
          "another conversation has the same members; this one became a private channel");
      return channel(wanted, members, "P");
    }
    String voice =
        survey.selves().stream()
            .filter(users::knows)
            .map(users::name)
            .filter(members::contains)
            .findFirst()
            .orElse(names.getFirst());
    return new Place.Direct(names, header(wanted.archived().conversation()), voice);
  }

  private Place channel(Survey.Wanted wanted, Set<String> members, String type) {
    Conversation conversation = wanted.archived().conversation();
    if (wanted.unknownSender()) {
      members.add(users.name(null));
    }
    String title = title(conversation, members);
    String name =
        settings.channelsByTitle() ? Names.channel(title, wanted.id()) : Names.channel(wanted.id());
    for (int i = 2; !channels.add(name); i++) {
      name = Names.channel(wanted.id() + "#" + i);
    }
    String shown = Characters.first(title, 64);
    if (!shown.equals(title)) {
      losses.partial(
          Loss.What.CONVERSATION, wanted.id(), "title-shortened", "the whole title was " + title);
    }
    String description = description(conversation);
    String purpose = Characters.first(description, 250);
    String header = Characters.first(description, 1024);
    if (!header.equals(description)) {
      losses.partial(
          Loss.What.CONVERSATION,
          wanted.id(),
          "description-shortened",
          "the whole description has " + description.length() + " characters");
    }
    return new Place.Channel(
        name, shown.isEmpty() ? name : shown, type, header, purpose, List.copyOf(members));
  }

  private static String title(Conversation conversation, Set<String> members) {
    String title = Characters.clean(Objects.requireNonNullElse(conversation.title(), "")).strip();
    return title.isEmpty()
        ? members.stream().limit(MOST_DIRECT).collect(Collectors.joining(", "))
        : title;
  }

  private static String description(Conversation conversation) {
    return Characters.clean(Objects.requireNonNullElse(conversation.description(), "")).strip();
  }

  private String header(Conversation conversation) {
    String both =
        Stream.of(conversation.title(), conversation.description())
            .filter(t -> t != null && !t.isBlank())
            .map(t -> Characters.clean(Objects.requireNonNull(t)).strip())
            .collect(Collectors.joining(" | "));
    String header = Characters.first(both, 1024);
    if (!header.equals(both)) {
      losses.partial(
          Loss.What.CONVERSATION,
          conversation.id(),
          "description-shortened",
          "title and description together have " + both.length() + " characters");
    }
    return header;
  }
}

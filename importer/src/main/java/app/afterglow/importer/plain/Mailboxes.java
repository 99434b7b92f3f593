package app.afterglow.importer.plain;

import app.afterglow.model.Person;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses for people and places: people's own where their user names are addresses, else
 * made up in a domain.
 */
public final class Mailboxes {

  private static final int MAX_DISPLAY = 60;
  private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9_-]{1,60}");

  private final Scope scope;
  private final Names names;
  private final String domain;
  private final LoginNames logins = new LoginNames();
  private final Map<String, MimeDocument.Mailbox> byPerson = new HashMap<>();
  private final MimeDocument.Mailbox nobody;

  /** Addresses in this domain. */
  public Mailboxes(Scope scope, Names names, String domain) {
    this.scope = scope;
    this.names = names;
    this.domain = domain;
    this.nobody = mailbox(logins.free("unknown-person"), names.person(null));
    for (Person person : scope.people()) {
      byPerson.put(person.id(), make(person));
    }
  }

  /** The address of a person, of somebody unknown where there is no id. */
  public MimeDocument.Mailbox of(@Nullable String personId) {
    if (personId == null) {
      return nobody;
    }
    MimeDocument.Mailbox known = byPerson.get(personId);
    if (known == null) {
      known = make(scope.person(personId));
      byPerson.put(personId, known);
    }
    return known;
  }

  /** The address of a conversation, like that of a mailing list. */
  public MimeDocument.Mailbox conversation(String id, String title) {
    return mailbox("c-" + hash(id), title);
  }

  /**
   * The id of a message, by RFC 5322, section 3.6.4: the archive's own id where it can stand in one
   * with the conversation's hash behind it, else a hash of both.
   */
  public String messageId(String conversationId, String messageId) {
    String local =
        PLAIN_ID.matcher(messageId).matches()
            ? messageId + "." + hash(conversationId)
            : Digests.base32(26, "message", conversationId, messageId).toLowerCase(Locale.ROOT);
    return "<" + local + "@" + domain + ">";
  }

  private MimeDocument.Mailbox make(Person person) {
    String shown = names.person(person.id());
    return person.name() != null && LoginNames.isAddress(person.name())
        ? new MimeDocument.Mailbox(person.name(), Texts.clip(shown, MAX_DISPLAY))
        : mailbox(logins.of(person), shown);
  }

  private MimeDocument.Mailbox mailbox(String local, String shown) {
    return new MimeDocument.Mailbox(local + "@" + domain, Texts.clip(shown, MAX_DISPLAY));
  }

  private static String hash(String id) {
    return Digests.base32(12, "conversation", id).toLowerCase(Locale.ROOT);
  }
}

package app.afterglow.importer.mattermost;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Memory;
import app.afterglow.importer.delivery.Messenger;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import app.afterglow.secret.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A running server, reached with the token of a system administrator. */
final class LiveMessenger implements Messenger {

  /** In the ledger: in whose name earlier runs posted, and how that is shown. */
  private static final String MANNER = "manner";

  private static final String AUTHORS = "authors";
  private static final String SHOWN = "token, names shown";
  private static final String IN_TEXT = "token, names in texts";

  final LiveSettings settings;
  final Server server;
  final Memory memory;
  final Wording wording;
  final Timing timing;
  final Channels channels;
  final Tokens tokens;

  private final Accounts accounts;
  private final Survey survey;
  private final IdentityMap map;
  private final boolean rehearsal;
  private @Nullable Cast cast;
  private @Nullable FileCheck files;
  private String self = "";
  private String manner = AUTHORS;
  private long largestFile;
  private int messageLimit;

  LiveMessenger(
      LiveSettings settings,
      Server server,
      Memory memory,
      Survey survey,
      IdentityMap map,
      Wording wording,
      Timing timing,
      boolean rehearsal) {
    this.settings = settings;
    this.server = server;
    this.memory = memory;
    this.survey = survey;
    this.map = map;
    this.wording = wording;
    this.timing = timing;
    this.rehearsal = rehearsal;
    this.accounts = new Accounts(server);
    this.tokens = new Tokens(server, timing, memory);
    this.channels = new Channels(this);
  }

  @Override
  public void connect() throws IOException, InterruptedException {
    JsonNode me;
    try {
      me = server.get("/users/me");
    } catch (DeliveryException.Refused e) {
      throw Problems.noServer(server.name(), String.valueOf(e.getMessage()));
    }
    List<String> roles = Arrays.asList(me.path("roles").asText("").split(" ", -1));
    if (!roles.contains("system_admin")) {
      throw Problems.notAdministrator(server.name(), me.path("username").asText("?"));
    }
    self = me.path("id").asText("");
    JsonNode config = server.get("/config/client?format=old");
    largestFile =
        config.path("EnableFileAttachments").asText("true").equals("false")
            ? -1
            : number(config, "MaxFileSize", settings.common().fileLimit());
    messageLimit =
        (int)
            Math.min(
                settings.common().messageLimit(),
                number(config, "MaxPostSize", Settings.MESSAGE_LIMIT));
    settle(config.path("EnablePostUsernameOverride").asText("").equals("true"));
    cast = Cast.of(settings, survey, map, accounts);
    if (!rehearsal) {
      tokens.begin();
    }
  }

  private static long number(JsonNode config, String name, long otherwise) {
    String text = config.path(name).asText("");
    return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : otherwise;
  }

  /** How names are shown stays as it was in the first run, or texts would no longer compare. */
  private void settle(boolean namesCanBeShown) throws IOException {
    String wanted = settings.asAuthors() ? AUTHORS : namesCanBeShown ? SHOWN : IN_TEXT;
    String was = memory.note(MANNER);
    if (was == null) {
      manner = wanted;
      if (!rehearsal) {
        memory.rememberNote(MANNER, manner);
      }
      return;
    }
    if (was.equals(AUTHORS) != settings.asAuthors()) {
      throw Problems.otherManner(
          was.equals(AUTHORS) ? "authors" : "token", settings.asAuthors() ? "authors" : "token");
    }
    manner = was;
  }

  Cast cast() {
    return Objects.requireNonNull(cast, "used before connect");
  }

  /** The id of the token's own account. */
  String self() {
    return self;
  }

  /** Whether posts of the token's account show the name of the author in place of its own. */
  boolean showsNames() {
    return manner.equals(SHOWN);
  }

  /** Code points a post may have. */
  int messageLimit() {
    return messageLimit;
  }

  /** Who posts: an author's account, or for null the token's. */
  Speaking speaking(@Nullable String account) throws IOException, InterruptedException {
    if (account == null) {
      return new Speaking(self, server.own());
    }
    String id = cast().ensure(account).id();
    return new Speaking(id, tokens.of(id));
  }

  /** An account and the token that speaks for it. */
  record Speaking(String userId, Secret token) {}

  @Override
  public List<Loss> person(Person person) {
    return cast().losses(person);
  }

  @Override
  public app.afterglow.importer.delivery.Place place(
      ArchivedConversation conversation, History history) {
    return new LivePlace(this, conversation.conversation(), history, files(history));
  }

  private synchronized FileCheck files(History history) {
    if (files == null) {
      files = new FileCheck(history, largestFile);
    }
    return files;
  }

  @Override
  public void close() {
    tokens.takeBack();
    server.close();
  }
}

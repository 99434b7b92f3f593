package app.afterglow.importer.mattermost;

import app.afterglow.importer.delivery.Answer;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Memory;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.secret.Secret;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of the authors, by which posts stand in their own name. They are made when they are
 * needed, kept in memory alone, and taken back at the end; what a killed run left behind is taken
 * back by the next one. Used by several threads at once.
 */
final class Tokens {

  /** By this the server, its users and the next run know them. */
  private static final String DESCRIPTION = "Afterglow import of a message history";

  /** In the ledger: the accounts that may have one. */
  private static final String HOLDERS = "token-holders";

  /** Servers that limit how long a token lives count in days; older ones keep it until revoked. */
  private static final Duration LIFE = Duration.ofHours(23);

  private final Server server;
  private final Timing timing;
  private final Memory memory;
  private final Map<String, Held> byUser = new HashMap<>();
  private final List<Secret> secrets = new ArrayList<>();

  private record Held(String id, Secret secret) {}

  Tokens(Server server, Timing timing, Memory memory) {
    this.server = server;
    this.timing = timing;
    this.memory = memory;
  }

  /** Takes back what a killed run left. */
  synchronized void begin() throws IOException, InterruptedException {
    String left = memory.note(HOLDERS);
    if (left == null || left.isEmpty()) {
      return;
    }
    for (String userId : left.split(" ", -1)) {
      takeBackStale(userId);
    }
    memory.rememberNote(HOLDERS, "");
  }

  /** A token of this account. */
  synchronized Secret of(String userId) throws IOException, InterruptedException {
    Held held = byUser.get(userId);
    if (held == null) {
      Set<String> holders = new TreeSet<>(byUser.keySet());
      holders.add(userId);
      memory.rememberNote(HOLDERS, String.join(" ", holders));
      held = make(userId);
      byUser.put(userId, held);
      secrets.add(held.secret());
    }
    return held.secret();
  }

  /** This one is taken no more: the next time another is made. */
  synchronized void forget(String userId) {
    byUser.remove(userId);
  }

  private void takeBackStale(String userId) throws IOException, InterruptedException {
    JsonNode tokens = server.find("/users/" + userId + "/tokens?per_page=200");
    if (tokens == null) {
      // The account was deleted since, and its tokens with it.
      return;
    }
    for (JsonNode one : tokens) {
      if (one.path("description").asText("").equals(DESCRIPTION)) {
        server.post("/users/tokens/revoke", named(one.path("id").asText("")));
      }
    }
  }

  private Held make(String userId) throws IOException, InterruptedException {
    ObjectNode body = server.json().createObjectNode();
    body.put("description", DESCRIPTION);
    body.put("expires_at", timing.now().plus(LIFE).toEpochMilli());
    Answer answer;
    try {
      answer =
          server.postSecret("/users/" + userId + "/tokens", server.json().writeValueAsBytes(body));
    } catch (DeliveryException.Refused e) {
      throw Problems.noTokens(server.name(), String.valueOf(e.getMessage()));
    }
    try {
      return read(answer.body());
    } finally {
      Arrays.fill(answer.body(), (byte) 0);
    }
  }

  /** Takes the token out of the answer without ever making it a string. */
  private Held read(byte[] answer) throws IOException {
    String id = "";
    @Nullable Secret secret = null;
    try (JsonParser parser = new JsonFactory().createParser(answer)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.FIELD_NAME) {
          continue;
        }
        String field = parser.currentName();
        parser.nextToken();
        if (field.equals("id")) {
          id = parser.getText();
        } else if (field.equals("token")) {
          int from = parser.getTextOffset();
          char[] token =
              Arrays.copyOfRange(parser.getTextCharacters(), from, from + parser.getTextLength());
          secret = Secret.ofChars(token);
        }
      }
    }
    if (id.isEmpty() || secret == null || secret.length() == 0) {
      throw Problems.noServer(server.name(), "no token");
    }
    return new Held(id, secret);
  }

  /**
   * Takes all of them back, without waiting for turns: also where the run was stopped.
   *
   * @return how many could not be taken back
   */
  synchronized int takeBack() {
    boolean interrupted = Thread.interrupted();
    boolean away = false;
    Set<String> left = new TreeSet<>();
    for (Map.Entry<String, Held> one : byUser.entrySet()) {
      if (away) {
        left.add(one.getKey());
        continue;
      }
      try {
        server.postNow(server.own(), "/users/tokens/revoke", named(one.getValue().id()));
      } catch (IOException e) {
        // A server that is away would be waited for once more for every author.
        away = !(e instanceof DeliveryException.Refused);
        left.add(one.getKey());
      } catch (InterruptedException e) {
        left.add(one.getKey());
        interrupted = true;
      }
    }
    remember(left);
    byUser.clear();
    secrets.forEach(Secret::close);
    secrets.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return left.size();
  }

  private void remember(Set<String> left) {
    try {
      if (!byUser.isEmpty()) {
        memory.rememberNote(HOLDERS, String.join(" ", left));
      }
    } catch (IOException ignored) {
      // The ledger failed: then the next run looks in vain at those of this one.
    }
  }

  private ObjectNode named(String tokenId) {
    return server.json().createObjectNode().put("token_id", tokenId);
  }
}

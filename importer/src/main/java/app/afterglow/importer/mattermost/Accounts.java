package app.afterglow.importer.mattermost;

import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Http;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts that a server has, by user name, and making others. Used by several threads. */
final class Accounts {

  /** Names in one question. */
  private static final int MANY = 100;

  private final Server server;
  private final Map<String, Account> byName = new HashMap<>();

  /** An account; who is deactivated has none. */
  record Account(String id, String name, String email) {}

  Accounts(Server server) {
    this.server = server;
  }

  /** Asks which of these names the server has. */
  synchronized void learn(Collection<String> names) throws IOException, InterruptedException {
    List<String> all = List.copyOf(names);
    for (int i = 0; i < all.size(); i += MANY) {
      ArrayNode some = server.json().createArrayNode();
      all.subList(i, Math.min(all.size(), i + MANY)).forEach(some::add);
      for (JsonNode user : server.post("/users/usernames", some)) {
        remember(user);
      }
    }
  }

  /** The account of this e-mail address, null where there is none. */
  synchronized @Nullable Account byEmail(String email) throws IOException, InterruptedException {
    JsonNode user = server.find("/users/email/" + Http.encoded(email));
    return user == null ? null : remember(user);
  }

  /** The account of this name as far as it is known, null where there is none. */
  synchronized @Nullable Account known(String name) {
    return byName.get(name);
  }

  private @Nullable Account remember(JsonNode user) {
    String id = user.path("id").asText("");
    String name = user.path("username").asText("");
    if (!id.matches("[a-z0-9]{26}") || name.isEmpty() || user.path("delete_at").asLong() != 0) {
      return null;
    }
    Account account = new Account(id, name, user.path("email").asText(""));
    byName.put(name, account);
    return account;
  }

  /** The account of this user, made where there is none. */
  synchronized Account ensure(Users.User user) throws IOException, InterruptedException {
    Account known = byName.get(user.name());
    if (known != null) {
      return known;
    }
    try {
      make(user);
    } catch (DeliveryException.Refused e) {
      // An earlier request may have come through after all.
      learn(List.of(user.name()));
      Account late = byName.get(user.name());
      if (late == null || !late.email().equalsIgnoreCase(user.email())) {
        throw e;
      }
      return late;
    }
    learn(List.of(user.name()));
    Account made = byName.get(user.name());
    if (made == null) {
      throw new DeliveryException.Refused("server-refused", "the account made can't be seen");
    }
    return made;
  }

  /** With a password that nobody knows, this program included once it was sent. */
  private void make(Users.User user) throws IOException, InterruptedException {
    ObjectNode body = server.json().createObjectNode();
    body.put("username", user.name()).put("email", user.email());
    if (user.nickname() != null) {
      body.put("nickname", user.nickname());
    }
    byte[] open = server.json().writeValueAsBytes(body);
    byte[] password = password();
    byte[] field = ",\"password\":\"".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer whole = ByteBuffer.allocate(open.length + field.length + password.length + 1);
    whole.put(open, 0, open.length - 1).put(field).put(password);
    whole.put("\"}".getBytes(StandardCharsets.US_ASCII));
    try {
      server.postSecret("/users", whole.array());
    } finally {
      Arrays.fill(whole.array(), (byte) 0);
      Arrays.fill(password, (byte) 0);
    }
  }

  /** 36 characters with one of each kind that a server may ask for. */
  private static byte[] password() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    byte[] letters = Base64.getUrlEncoder().encode(random);
    byte[] password = Arrays.copyOf(letters, letters.length + 4);
    System.arraycopy("aZ7!".getBytes(StandardCharsets.US_ASCII), 0, password, letters.length, 4);
    Arrays.fill(random, (byte) 0);
    Arrays.fill(letters, (byte) 0);
    return password;
  }

  /** The ids of these accounts, those that exist. */
  synchronized List<String> ids(Collection<String> names) {
    List<String> ids = new ArrayList<>();
    for (String name : names) {
      Account account = byName.get(name);
      if (account != null) {
        ids.add(account.id());
      }
    }
    return ids;
  }
}

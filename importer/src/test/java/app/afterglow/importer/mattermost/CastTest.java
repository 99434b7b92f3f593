package app.afterglow.importer.mattermost;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.Pace;
import app.afterglow.importer.delivery.TestTime;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Conversation;
import app.afterglow.model.Selection;
import app.afterglow.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CastTest {

  /** More than are kept in one piece. */
  private static final int LOSSES = 1_500;

  /** Threads that ask for them share nothing but what was made before. */
  @Test
  void sortsTheLossesOfConversationsOnce() throws Exception {
    try (StubServer server = new StubServer();
        Secret token = Secret.owning(StubState.ADMIN.getBytes(StandardCharsets.US_ASCII))) {
      Cast cast = cast(server, token);

      for (String room : List.of("c0", "c1")) {
        assertThat(cast.losses(room))
            .isSameAs(cast.losses(room))
            .hasSize(LOSSES)
            .allMatch(loss -> loss.id().equals(room));
      }
      assertThat(cast.losses("another")).isEmpty();
    }
  }

  private static Cast cast(StubServer server, Secret token) throws Exception {
    Timing timing = new TestTime().timing();
    ImportRequest request =
        new ImportRequest(
            null,
            Selection.ALL,
            ImportRequest.Mode.DELIVER,
            ZoneOffset.UTC,
            Locale.ENGLISH,
            Map.of("url", server.url(), "ledger", "unused", "create-users", "yes"));
    try (Server api =
        new Server(
            URI.create(server.url()),
            token,
            Http.usual(null),
            new Pace(Double.POSITIVE_INFINITY, timing),
            timing)) {
      return Cast.of(
          LiveSettings.of(request),
          Survey.of(ofFormerMembers(), Selection.ALL),
          IdentityMap.EMPTY,
          new Accounts(api));
    }
  }

  /** Two rooms in which many wrote who are no members any more. */
  private static MemoryHistory ofFormerMembers() {
    MemoryHistory history = new MemoryHistory().account("p1", "a").person("p1", "a");
    for (String room : List.of("c0", "c1")) {
      history.conversation(room, Conversation.Kind.ROOM, room, "p1");
      for (int i = 0; i < LOSSES; i++) {
        String id = room + "-" + i;
        history.person(id, id).message(message(room, id).from(id).text("text").made());
      }
    }
    return history;
  }
}

package app.afterglow.importer.mattermost;

import app.afterglow.importer.delivery.Arrivals;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.PatientReader;
import app.afterglow.importer.delivery.Posted;
import app.afterglow.importer.delivery.Timing;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a channel's posts from the newest on, a page at a time. Used by one thread at a time. */
final class ChannelReader {

  private static final int PAGE = 200;

  private final Server server;
  private final String channel;
  private @Nullable String before;
  private boolean ended;

  ChannelReader(Server server, String channel) {
    this.server = server;
    this.channel = channel;
  }

  /** The next posts, null after the oldest of them. */
  private @Nullable List<JsonNode> page() throws IOException, InterruptedException {
    if (ended) {
      return null;
    }
    // By the last post seen and not by number: people may be posting meanwhile.
    JsonNode answer =
        server.get(
            "/channels/"
                + channel
                + "/posts?per_page="
                + PAGE
                + "&skipFetchThreads=true"
                + (before == null ? "" : "&before=" + before));
    List<JsonNode> posts = new ArrayList<>();
    for (JsonNode id : answer.path("order")) {
      before = id.asText("");
      posts.add(answer.path("posts").path(before));
    }
    ended = posts.isEmpty();
    return ended ? null : posts;
  }

  /** The steps that the next posts are, null after the last of them. */
  @Nullable List<Arrivals.Arrival> arrivals() throws IOException, InterruptedException {
    List<JsonNode> page = page();
    if (page == null) {
      return null;
    }
    List<Arrivals.Arrival> arrivals = new ArrayList<>();
    for (JsonNode post : page) {
      JsonNode mark = post.path("props").path(LivePost.MARK);
      String key = mark.path("key").asText("");
      if (!key.isEmpty()) {
        arrivals.add(
            new Arrivals.Arrival(
                key,
                mark.path("id").asText(""),
                mark.path("step").asText(""),
                LivePost.targetId(post)));
      }
    }
    return arrivals;
  }

  /** What stands in the channel of this program's, reactions included. */
  Stream<Posted> posted(Timing timing) {
    PatientReader reader = new PatientReader(timing);
    return PatientReader.pages(
        into -> {
          List<JsonNode> page = reader.read(this::page);
          if (page == null) {
            return false;
          }
          for (JsonNode post : page) {
            JsonNode mark = post.path("props").path(LivePost.MARK);
            if (mark.path("key").asText("").isEmpty()) {
              continue;
            }
            into.add(posted(post, mark, files(post, reader)));
            for (JsonNode reaction : post.path("metadata").path("reactions")) {
              into.add(
                  LivePost.reaction(
                      post.path("id").asText(""),
                      reaction.path("user_id").asText(""),
                      reaction.path("emoji_name").asText("")));
            }
          }
          return true;
        });
  }

  private List<String> files(JsonNode post, PatientReader reader)
      throws IOException, InterruptedException {
    List<String> hashes = new ArrayList<>();
    for (JsonNode file : post.path("file_ids")) {
      String id = file.asText("");
      String hash = reader.read(() -> server.sha256("/files/" + Http.encoded(id)));
      hashes.add(hash == null ? "" : hash);
    }
    return hashes;
  }

  private static Posted posted(JsonNode post, JsonNode mark, List<String> files) {
    String shown = post.path("props").path("override_username").asText("");
    // With an image proxy, the message is not what was posted.
    String source = post.path("message_source").asText("");
    return new Posted(
        post.path("id").asText(""),
        LivePost.author(post.path("user_id").asText(""), shown),
        at(post, mark),
        source.isEmpty() ? post.path("message").asText("") : source,
        files);
  }

  private static Instant at(JsonNode post, JsonNode mark) {
    String sentAt = mark.path("time").asText("");
    try {
      // Where the server could not be given the time, it stands in the post.
      return sentAt.isEmpty()
          ? Instant.ofEpochMilli(post.path("create_at").asLong())
          : Instant.ofEpochMilli(Instant.parse(sentAt).toEpochMilli());
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}

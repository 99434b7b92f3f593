package app.afterglow.importer.mattermost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The lines of {@code import.jsonl}, in the order the server asks for: version, team, channels,
 * users, posts, direct channels, direct posts.
 */
final class ImportLines implements Closeable {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Emoji as four bytes of UTF-8 rather than twelve of escapes.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private final JsonGenerator json;
  private final Settings settings;

  ImportLines(OutputStream out, Settings settings) throws IOException {
    json = JSON.createGenerator(out);
    json.setRootValueSeparator(new SerializedString("\n"));
    this.settings = settings;
  }

  void version() throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "version");
    json.writeNumberField("version", 1);
    json.writeEndObject();
  }

  void team() throws IOException {
    begin("team");
    json.writeStringField("name", settings.team());
    json.writeStringField("display_name", settings.teamName());
    json.writeStringField("type", settings.teamType());
    json.writeBooleanField("allow_open_invite", settings.teamType().equals("O"));
    end();
  }

  void channel(Place.Channel channel) throws IOException {
    begin("channel");
    json.writeStringField("team", settings.team());
    json.writeStringField("name", channel.name());
    json.writeStringField("display_name", channel.displayName());
    json.writeStringField("type", channel.type());
    if (!channel.header().isEmpty()) {
      json.writeStringField("header", channel.header());
    }
    if (!channel.purpose().isEmpty()) {
      json.writeStringField("purpose", channel.purpose());
    }
    end();
  }

  /** A user, a member of the team and of these channels. */
  void user(Users.User user, Collection<String> channels) throws IOException {
    begin("user");
    json.writeStringField("username", user.name());
    json.writeStringField("email", user.email());
    if (user.nickname() != null && !user.mapped()) {
      json.writeStringField("nickname", user.nickname());
    }
    json.writeArrayFieldStart("teams");
    json.writeStartObject();
    json.writeStringField("name", settings.team());
    json.writeStringField("roles", "team_user");
    json.writeArrayFieldStart("channels");
    for (String channel : channels) {
      json.writeStartObject();
      json.writeStringField("name", channel);
      json.writeStringField("roles", "channel_user");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    end();
  }

  void directChannel(Place.Direct direct) throws IOException {
    begin("direct_channel");
    strings("members", direct.members());
    if (!direct.header().isEmpty()) {
      json.writeStringField("header", direct.header());
    }
    end();
  }

  /** A post with its replies. */
  void post(Place place, Draft post) throws IOException {
    switch (place) {
      case Place.Channel channel -> {
        begin("post");
        json.writeStringField("team", settings.team());
        json.writeStringField("channel", channel.name());
      }
      case Place.Direct direct -> {
        begin("direct_post");
        strings("channel_members", direct.members());
      }
    }
    fields(post);
    if (!post.replies.isEmpty()) {
      json.writeArrayFieldStart("replies");
      for (Draft reply : post.replies) {
        json.writeStartObject();
        fields(reply);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    end();
  }

  private void fields(Draft post) throws IOException {
    json.writeStringField("user", post.user);
    json.writeStringField("message", post.message);
    json.writeNumberField("create_at", post.createAt);
    if (post.editAt != null) {
      json.writeNumberField("edit_at", post.editAt);
    }
    json.writeObjectFieldStart("props");
    json.writeObjectFieldStart("afterglow");
    for (String key : post.props.keySet().stream().sorted().toList()) {
      json.writeStringField(key, post.props.get(key));
    }
    json.writeEndObject();
    json.writeEndObject();
    if (!post.reactions.isEmpty()) {
      json.writeArrayFieldStart("reactions");
      for (Map.Entry<Draft.Reaction, Long> reaction : post.reactions.entrySet()) {
        json.writeStartObject();
        json.writeStringField("user", reaction.getKey().user());
        json.writeStringField("emoji_name", reaction.getKey().emoji());
        json.writeNumberField("create_at", reaction.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (!post.files.isEmpty()) {
      json.writeArrayFieldStart("attachments");
      for (String path : post.files) {
        json.writeStartObject();
        json.writeStringField("path", path);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private void strings(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void begin(String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
    json.writeObjectFieldStart(type);
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.writeRaw('\n');
    json.close();
  }
}

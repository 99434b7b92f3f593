package app.afterglow.importer.mattermost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A post that is being put together: what came later in the archive can still be added to it. */
final class Draft {

  /** A reaction: its author and its short name are its identity on the server. */
  record Reaction(String user, String emoji) {}

  final String user;
  final long createAt;
  final String message;
  final List<String> files;
  final Map<String, String> props;
  final Map<Reaction, Long> reactions = new LinkedHashMap<>();
  final List<Draft> replies = new ArrayList<>();
  @Nullable Long editAt;

  /**
   * A post.
   *
   * @param createAt ms since 1970
   * @param files paths below {@code data/}
   * @param props where it comes from
   */
  Draft(String user, long createAt, String message, List<String> files, Map<String, String> props) {
    this.user = user;
    this.createAt = createAt;
    this.message = message;
    this.files = List.copyOf(files);
    this.props = Map.copyOf(props);
  }

  /** Adds a reaction, which must come after the post. */
  void react(Reaction reaction, long at) {
    reactions.putIfAbsent(reaction, Math.max(createAt + 1, at));
  }

  /** Marks the post as edited. */
  void edited(long at) {
    editAt = Math.max(Math.max(createAt, at), editAt == null ? 0 : editAt);
  }

  /** Bytes of JSON it takes, its reactions included, its replies not; an upper bound. */
  long size() {
    long size = 400 + Characters.jsonBytes(message) + reactions.size() * 220L;
    for (String file : files) {
      size += 20 + Characters.jsonBytes(file);
    }
    for (String value : props.values()) {
      size += 40 + Characters.jsonBytes(value);
    }
    return size;
  }
}

package app.afterglow.exporter.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The bot's folder: which of its files hold messages, and where an attachment stands. */
final class RetentionFolder {

  private static final int DEEPEST = 6;

  /** Files looked into before a folder is called none of the bot's. */
  private static final int TRIED_FILES = 20;

  private static final FileVisitOption[] NO_LINKS = {};

  private final Path root;

  RetentionFolder(Path root) {
    this.root = root;
  }

  /** How much there is, and how new: bytes, and ms since 1970 UTC. */
  record Extent(long bytes, long newest) {}

  Path root() {
    return root;
  }

  /** Every file that may hold messages, by path, so that two runs see one order. */
  List<Path> messageFiles() throws IOException {
    try (Stream<Path> files = Files.walk(root, DEEPEST, NO_LINKS)) {
      return files.filter(RetentionFolder::hasMessageName).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The first file that begins with a message, null where none of the first ones does. */
  @Nullable Path firstMessageFile() throws IOException {
    if (!Files.exists(root)) {
      return null;
    }
    try (Stream<Path> files = Files.walk(root, DEEPEST, NO_LINKS)) {
      return files
          .filter(RetentionFolder::hasMessageName)
          .limit(TRIED_FILES)
          .filter(RetentionFolder::beginsWithMessage)
          .findFirst()
          .orElse(null);
    } catch (UncheckedIOException e) {
      // A folder that can't be looked into holds nothing that can be read.
      return null;
    }
  }

  private static boolean hasMessageName(Path file) {
    return isMessageName(file.getFileName().toString())
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a file of this name may hold messages. */
  static boolean isMessageName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".json") || lower.endsWith(".jsonl") || lower.endsWith(".txt");
  }

  private static boolean beginsWithMessage(Path file) {
    try (InputStream in = Files.newInputStream(file);
        JsonObjects objects = JsonObjects.over(in)) {
      JsonObjects.Found first = objects.next();
      return first != null && isMessage(first.node());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether an object is a message at all: it has an id, and a type or a text. */
  static boolean isMessage(JsonNode node) {
    boolean identified = node.hasNonNull("message_id") || node.hasNonNull("id");
    return identified && (node.hasNonNull("msgtype") || node.has("message"));
  }

  Extent extent() throws IOException {
    long bytes = 0;
    long newest = 0;
    try (Stream<Path> files = Files.walk(root, DEEPEST, NO_LINKS)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
        newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Extent(bytes, newest);
  }

  /**
   * The file that a file message names. The path is the bot's own, of another machine or from
   * before a move: the longest end of it that leads to a file below this folder counts.
   *
   * @return null where there is none
   */
  @Nullable Path attachment(String localFileName) {
    String[] names = localFileName.replace('\\', '/').split("/");
    Path folder = Files.isDirectory(root) ? root : root.toAbsolutePath().getParent();
    if (folder == null) {
      return null;
    }
    for (int from = 0; from < names.length; from++) {
      Path candidate = below(folder, names, from);
      if (candidate != null && Files.isRegularFile(candidate, LinkOption.NOFOLLOW_LINKS)) {
        return candidate;
      }
    }
    return null;
  }

  private static @Nullable Path below(Path folder, String[] names, int from) {
    Path place = folder;
    for (int i = from; i < names.length; i++) {
      String name = names[i];
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        return null;
      }
      try {
        place = place.resolve(name);
      } catch (java.nio.file.InvalidPathException e) {
        return null;
      }
    }
    return place;
  }
}

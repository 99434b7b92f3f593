package app.afterglow.launcher.support;

import app.afterglow.exporter.FoundStore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.regex.Pattern;

/** What may be told of a store: which files it has and how large they are, not what is in them. */
final class StoreFacts {

  private static final int DEEPEST = 6;
  private static final int MOST_FILES = 1_000_000;
  private static final int MOST_NAMED = 200;

  private static final Pattern GUID =
      Pattern.compile("(?i)[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}");

  private final FoundStore store;
  private final ArrayNode named = JsonNodeFactory.instance.arrayNode();
  private final Group attachments = new Group();
  private final Group others = new Group();
  private long unreadable;
  private long seen;

  private StoreFacts(FoundStore store) {
    this.store = store;
  }

  /** Files that are counted, not listed: their names could say something. */
  private static final class Group {
    private long files;
    private long bytes;
    private long empty;

    void add(long size) {
      files++;
      bytes += size;
      empty += size == 0 ? 1 : 0;
    }

    ObjectNode facts() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("files", files)
          .put("bytes", bytes)
          .put("empty", empty);
    }
  }

  static ObjectNode of(FoundStore store) {
    StoreFacts facts = new StoreFacts(store);
    facts.walk();
    return facts.written();
  }

  private void walk() {
    Path start = store.root();
    try {
      Files.walkFileTree(
          start,
          EnumSet.noneOf(java.nio.file.FileVisitOption.class),
          DEEPEST,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              visit(start, file, attributes);
              return ++seen < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              unreadable++;
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      unreadable++;
    }
  }

  private void visit(Path start, Path file, BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) {
      others.add(0);
    } else if (FileFacts.isKnown(file) && named.size() < MOST_NAMED) {
      named.add(FileFacts.of(start, file));
    } else if (GUID.matcher(String.valueOf(file.getFileName())).matches()) {
      attachments.add(attributes.size());
    } else {
      others.add(attributes.size());
    }
    if (!Files.isReadable(file)) {
      unreadable++;
    }
  }

  private ObjectNode written() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("source", store.source());
    node.put("application", store.application());
    node.put("platform", store.platform());
    node.put("folder", PlainPath.of(store.given().toAbsolutePath()));
    node.put("inContainer", store.origin() != null);
    node.put("databaseIsThere", Files.isRegularFile(store.database()));
    node.put("size", store.size());
    node.put("lastUsed", store.lastUsed() == null ? null : store.lastUsed().toString());
    ArrayNode keys = node.putArray("keys");
    store.keys().forEach(key -> keys.add(key.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    node.put("schema", "not available: encrypted");
    node.set("files", named);
    node.set("attachments", attachments.facts());
    node.set("others", others.facts());
    node.put("unreadable", unreadable);
    return node;
  }
}

package app.afterglow.launcher.support;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be told of a file of a store: its name where every store has it, its size, and of its
 * header what is the same in many stores. Never the database's salt, nor anything encrypted.
 */
final class FileFacts {

  /** A write-ahead log's header: magic, version, page size, checkpoint; then two salts. */
  private static final int LOG_HEADER = 32;

  private static final int LOG_FRAME_HEADER = 24;
  private static final int LOG_MAGIC = 0x377f0682;

  private static final byte[] PLAIN_DATABASE =
      "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern DATABASE =
      Pattern.compile("(wickr_db(\\.sqlite)?|wickrlocal\\.sqlite)");
  private static final Pattern LOG = Pattern.compile(DATABASE.pattern() + "-wal");
  private static final Pattern BESIDE = Pattern.compile(DATABASE.pattern() + "-(shm|journal)");
  private static final Set<String> PASSWORD_KEYS = Set.of("wickr_db.sqlite.wic", "sk.wic");
  private static final Set<String> OTHER_KEYS =
      Set.of(
          "skd.wic",
          "skc.wic",
          "dkd.wic",
          "dkc.wic",
          "ds.wic",
          "kcd.wic",
          "kck.wic",
          "zsecex_account.zpt");

  private FileFacts() {}

  /** Whether every store has files of this name, so that it tells nothing of anybody. */
  static boolean isKnown(Path file) {
    String name = name(file);
    return DATABASE.matcher(name).matches()
        || LOG.matcher(name).matches()
        || BESIDE.matcher(name).matches()
        || PASSWORD_KEYS.contains(name)
        || OTHER_KEYS.contains(name);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  static ObjectNode of(Path folder, Path file) {
    ObjectNode facts = JsonNodeFactory.instance.objectNode();
    Path parent = folder.relativize(file).getParent();
    String name = String.valueOf(file.getFileName());
    facts.put("name", parent == null ? name : PlainPath.of(parent) + "/" + name);
    try {
      facts.put("size", Files.size(file));
      facts.put("modified", Files.getLastModifiedTime(file).toInstant().toString());
      header(file, facts);
    } catch (IOException e) {
      facts.put("error", e.getClass().getSimpleName());
    }
    return facts;
  }

  private static void header(Path file, ObjectNode facts) throws IOException {
    String name = name(file);
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LOG_HEADER);
    }
    if (DATABASE.matcher(name).matches()) {
      facts.put("header", database(head));
      // Pages have 1,024 bytes or more: what is left over tells of a file that was cut off.
      facts.put("beyondPagesOf4096", Files.size(file) % 4096);
      facts.put("beyondPagesOf1024", Files.size(file) % 1024);
    } else if (LOG.matcher(name).matches()) {
      log(head, Files.size(file), facts);
    } else if (PASSWORD_KEYS.contains(name) && head.length > 0) {
      facts.put("kdfId", head[0] & 0xff);
    }
    Arrays.fill(head, (byte) 0);
  }

  private static String database(byte[] head) {
    if (head.length < PLAIN_DATABASE.length) {
      return "too short";
    }
    byte[] begin = Arrays.copyOf(head, PLAIN_DATABASE.length);
    if (Arrays.equals(begin, PLAIN_DATABASE)) {
      return "not encrypted";
    }
    return Arrays.equals(begin, new byte[begin.length]) ? "only zeros" : "encrypted";
  }

  private static void log(byte[] head, long size, ObjectNode facts) {
    if (head.length < LOG_HEADER) {
      facts.put("header", head.length == 0 ? "empty" : "too short");
      return;
    }
    ByteBuffer header = ByteBuffer.wrap(head);
    boolean isLog = (header.getInt() & ~1) == LOG_MAGIC;
    facts.put("header", isLog ? "write-ahead log" : "not a write-ahead log");
    if (isLog) {
      facts.put("version", header.getInt());
      int pageSize = header.getInt();
      facts.put("pageSize", pageSize);
      facts.put("checkpoint", header.getInt());
      if (pageSize > 0) {
        facts.put("frames", (size - LOG_HEADER) / (LOG_FRAME_HEADER + (long) pageSize));
      }
    }
  }
}

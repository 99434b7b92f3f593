package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.exporter.wickr.crypto.CipherResult;
import app.afterglow.exporter.wickr.payload.FileDetails;
import app.afterglow.exporter.wickr.payload.Payload;
import app.afterglow.exporter.wickr.payload.RawJson;
import app.afterglow.model.Loss;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** Reads rows of a store's table of messages, one at a time, by their row id. */
final class MessageTable implements AutoCloseable {

  private final StoreDatabase database;
  private final ColumnCipher cipher;
  private final MessageColumns columns;
  private final Set<Integer> otherColumns;
  private final People people;
  private final Conversations conversations;
  private final MessageFiles files;
  private final PreparedStatement byRow;
  private final PreparedStatement keyOfRow;
  private final @Nullable PreparedStatement byId;

  MessageTable(
      StoreDatabase database,
      ColumnCipher cipher,
      MessageColumns columns,
      People people,
      Conversations conversations,
      MessageFiles files)
      throws IOException {
    this.database = database;
    this.cipher = cipher;
    this.columns = columns;
    this.otherColumns = columns.others();
    this.people = people;
    this.conversations = conversations;
    this.files = files;
    String table = columns.all().quotedTable();
    String id = columns.sql(columns.id());
    try {
      byRow =
          database
              .connection()
              .prepareStatement(TableRow.select(columns.all()) + " WHERE rowid = ?");
      keyOfRow =
          database
              .connection()
              .prepareStatement(
                  "SELECT %s, %s FROM %s WHERE rowid = ?"
                      .formatted(columns.sql(columns.time()), id, table));
      // Without an index each look-up would read the whole table.
      byId =
          columns.id() >= 0 && database.isUnique(columns.all().table(), name(columns.id()))
              ? database
                  .connection()
                  .prepareStatement("SELECT 1 FROM %s WHERE %s = ?".formatted(table, id))
              : null;
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }

  /** When a row's message was sent, and its id: what messages are ordered by. */
  record Key(long millis, String id) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTime = Long.compare(millis, other.millis);
      return byTime != 0 ? byTime : id.compareTo(other.id);
    }
  }

  Key key(long row) throws IOException {
    try {
      keyOfRow.setLong(1, row);
      try (ResultSet found = keyOfRow.executeQuery()) {
        if (!found.next()) {
          throw database.damage(WickrProblems.damaged("row-gone", row));
        }
        long millis = columns.timeForm().millis(found.getObject(1)).orElse(StoredTime.UNREADABLE);
        return new Key(millis, id(found.getObject(2), row));
      }
    } catch (SQLException e) {
      if (e.getErrorCode() == SQLiteErrorCode.SQLITE_TOOBIG.code) {
        return new Key(StoredTime.UNREADABLE, id(null, row));
      }
      throw database.problem(e);
    }
  }

  /** The message of a row; empty where a value of it is longer than anything that is read. */
  Optional<StoredMessage> read(long row, int conversation) throws IOException {
    try {
      byRow.setLong(1, row);
      try (ResultSet found = byRow.executeQuery()) {
        if (!found.next()) {
          throw database.damage(WickrProblems.damaged("row-gone", row));
        }
        return Optional.of(decode(TableRow.read(columns.all(), found), conversation));
      }
    } catch (SQLException e) {
      if (e.getErrorCode() == SQLiteErrorCode.SQLITE_TOOBIG.code) {
        return Optional.empty();
      }
      throw database.problem(e);
    }
  }

  /** The id in a row's id column; rows without one get one of their row id. */
  static String id(@Nullable Object value, long row) {
    String id = value instanceof byte[] blob ? hex(blob) : value == null ? "" : value.toString();
    return id.isEmpty() ? "row-" + row : id;
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  private StoredMessage decode(TableRow row, int conversation) throws IOException {
    Object storedId = row.at(columns.id());
    String id = id(storedId, row.rowId());
    List<Loss> losses = new ArrayList<>();
    Map<String, JsonNode> raw = new HashMap<>();
    if (storedId == null) {
      losses.add(loss(id, "message-without-id", null));
    }
    Instant sentAt = sentAt(row, id, raw, losses);
    Payload payload = payload(row, id, raw, losses).orElse(null);
    String text = null;
    if (payload == null && columns.payload() < 0) {
      payload = payloadInTextColumn(row, raw).orElse(null);
    }
    if (payload == null || columns.payload() >= 0) {
      text = text(row, columns.text(), id, raw, losses);
    }
    String sender = sender(row, payload, raw);
    String fileName = text(row, columns.fileName(), id, raw, losses);
    addOthers(row, raw);
    List<FileDetails> described = files.of(row, id, raw, losses);
    return new StoredMessage(
        id,
        conversations.id(conversation),
        sender,
        sentAt,
        expiresAt(row, raw),
        type(row),
        text,
        payload,
        fileName,
        described,
        raw,
        losses);
  }

  private static Loss loss(String id, String reason, @Nullable String detail) {
    return Loss.partial(Loss.What.MESSAGE, id, reason, detail);
  }

  private Instant sentAt(TableRow row, String id, Map<String, JsonNode> raw, List<Loss> losses) {
    Object stored = row.at(columns.time());
    Optional<Instant> time = columns.timeForm().instant(stored);
    if (time.isEmpty()) {
      losses.add(loss(id, "time-unreadable", "1970 stands for it"));
      keepRaw(row, columns.time(), raw);
    }
    return time.orElse(Instant.ofEpochMilli(StoredTime.UNREADABLE));
  }

  private @Nullable Instant expiresAt(TableRow row, Map<String, JsonNode> raw) {
    Object stored = row.at(columns.expires());
    // Zero means never, whatever the year that the column counts from.
    if (stored == null || (stored instanceof Number number && number.doubleValue() == 0)) {
      return null;
    }
    Optional<Instant> time = columns.expiresForm().instant(stored);
    if (time.isEmpty()) {
      keepRaw(row, columns.expires(), raw);
    }
    return time.filter(instant -> instant.toEpochMilli() > 0).orElse(null);
  }

  private String type(TableRow row) {
    return Objects.requireNonNullElse(cipher.text(row.at(columns.type())).text(), "");
  }

  private @Nullable String text(
      TableRow row, int column, String id, Map<String, JsonNode> raw, List<Loss> losses) {
    ColumnCipher.Text text = cipher.text(row.at(column));
    if (text.unreadable()) {
      losses.add(loss(id, "text-unreadable", name(column)));
      keepRaw(row, column, raw);
    }
    return text.text();
  }

  private Optional<Payload> payload(
      TableRow row, String id, Map<String, JsonNode> raw, List<Loss> losses) {
    Object stored = row.at(columns.payload());
    if (stored == null) {
      return Optional.empty();
    }
    byte[] bytes =
        stored instanceof byte[] blob
            ? cipher.bytes(blob)
            : stored.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Optional<Payload> payload = Payload.parse(bytes);
    if (payload.isEmpty()) {
      losses.add(loss(id, "payload-unreadable", name(columns.payload())));
      keepRaw(row, columns.payload(), raw);
    }
    payload.ifPresent(found -> keepRest(found, columns.payload(), raw));
    return payload;
  }

  private void keepRest(Payload payload, int column, Map<String, JsonNode> raw) {
    if (payload.json() != null) {
      raw.put(name(column), payload.json());
    }
    if (payload.rest() != null) {
      raw.put(name(column), payload.rest());
    }
  }

  /**
   * A store with one column for both keeps payloads in it where a message is no text: a JSON
   * object, or a protobuf message that is no text or names a file.
   */
  private Optional<Payload> payloadInTextColumn(TableRow row, Map<String, JsonNode> raw) {
    if (!(row.at(columns.text()) instanceof byte[] blob)
        || MessageType.of(type(row)) == MessageType.TEXT) {
      return Optional.empty();
    }
    byte[] plain = cipher.bytes(blob);
    if (plain.length == 0 || CipherResult.looksLike(plain)) {
      return Optional.empty();
    }
    boolean isText = RawJson.utf8(plain).isPresent();
    Optional<Payload> payload =
        Payload.parse(plain)
            .filter(found -> found.json() != null || !isText || !found.files().isEmpty());
    payload.ifPresent(found -> keepRest(found, columns.text(), raw));
    return payload;
  }

  /** Who sent it: the sender's column, else whoever has the name that the payload gives. */
  private @Nullable String sender(
      TableRow row, @Nullable Payload payload, Map<String, JsonNode> raw) {
    Object stored = row.at(columns.sender());
    String named = payload == null ? null : payload.senderName();
    String id = people.idOf(stored);
    if (id == null) {
      id = people.idOfName(named);
    }
    // The payload's name is kept where it says more, or other, than the record does.
    if (named != null && !named.equals(people.nameOf(id))) {
      raw.put("senderName", JsonNodeFactory.instance.textNode(named));
    }
    return id;
  }

  private void addOthers(TableRow row, Map<String, JsonNode> raw) {
    for (int position : otherColumns) {
      Object value = row.at(position);
      if (value != null) {
        raw.put(name(position), cipher.raw(value));
      }
    }
  }

  private void keepRaw(TableRow row, int position, Map<String, JsonNode> raw) {
    Object value = row.at(position);
    if (value != null) {
      raw.put(name(position), cipher.raw(value));
    }
  }

  private String name(int position) {
    return columns.all().names().get(position);
  }

  /** Whether there is a message of this id; false where finding out would take too long. */
  boolean hasId(String id) {
    if (byId == null || id.length() < 8) {
      return false;
    }
    try {
      byId.setString(1, id);
      try (ResultSet found = byId.executeQuery()) {
        return found.next();
      }
    } catch (SQLException e) {
      throw new java.io.UncheckedIOException(database.problem(e));
    }
  }

  @Override
  public void close() throws IOException {
    try (files) {
      byRow.close();
      keyOfRow.close();
      if (byId != null) {
        byId.close();
      }
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }
}

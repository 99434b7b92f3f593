package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.exporter.wickr.Entities.Role;
import app.afterglow.exporter.wickr.payload.FileDetails;
import app.afterglow.model.Loss;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * The files of iOS: rows of {@code ZWICKR_FILE}, linked to messages by a table of links or by a
 * column of either.
 */
final class CoreDataFiles implements MessageFiles {

  private static final String TABLE = "ZWICKR_FILE";
  private static final String[] MESSAGE_OF_FILE = {"ZMESSAGE", "ZMSG", "ZWICKRMESSAGE"};
  private static final String[] FILE_OF_MESSAGE = {"ZFILE", "ZWICKRFILE"};

  private final StoreDatabase database;
  private final Columns columns;
  private final CoreDataFileRow reader;
  private final @Nullable PreparedStatement byRow;
  private final FileLinks links;
  private final Set<String> tables = new HashSet<>();
  private final List<Loss> losses = new ArrayList<>();

  private CoreDataFiles(StoreDatabase database, ColumnCipher cipher) throws IOException {
    this.database = database;
    this.columns = Columns.of(database, TABLE);
    this.reader = new CoreDataFileRow(cipher);
    this.links = new FileLinks(database);
    try {
      byRow =
          columns.tableExists()
              ? database
                  .connection()
                  .prepareStatement(TableRow.select(columns) + " WHERE rowid = ?")
              : null;
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }

  /**
   * Reads which files belong to which messages.
   *
   * @param file the database's file, whose size bounds how many links there can be
   */
  static CoreDataFiles read(
      StoreDatabase database,
      Path file,
      ColumnCipher cipher,
      MessageColumns messages,
      List<JoinTable> joins)
      throws IOException {
    CoreDataFiles files = new CoreDataFiles(database, cipher);
    long mostRows = MessageIndex.mostRows(file);
    files.readLinks(messages.all(), joins, mostRows);
    files.listFilesWithoutMessage(mostRows);
    return files;
  }

  private void readLinks(Columns messages, List<JoinTable> joins, long mostRows)
      throws IOException {
    tables.add(TABLE);
    long[] odd = {0};
    try (PreparedStatement exists =
        database
            .connection()
            .prepareStatement(
                "SELECT 1 FROM %s WHERE rowid = ?".formatted(messages.quotedTable()))) {
      JoinTable.Link add =
          (file, message) ->
              odd[0] += exists(exists, message) && links.add(message, file, mostRows) ? 0 : 1;
      for (JoinTable join : joins) {
        if (join.links(Role.FILE, Role.MESSAGE)) {
          tables.add(join.table());
          join.read(database, Role.FILE, add);
        }
      }
      readColumn(columns, MESSAGE_OF_FILE, add);
      readColumn(messages, FILE_OF_MESSAGE, (message, file) -> add.between(file, message));
    } catch (SQLException e) {
      throw database.problem(e);
    }
    if (odd[0] > 0) {
      losses.add(
          Loss.partial(
              Loss.What.COLUMN,
              TABLE,
              "link-to-nothing",
              "%d links between files and messages lead nowhere".formatted(odd[0])));
    }
  }

  private boolean exists(PreparedStatement query, long row) throws IOException {
    try {
      query.setLong(1, row);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }

  /** Links out of the first of these columns that a table has. */
  private void readColumn(Columns table, String[] names, JoinTable.Link link) throws IOException {
    int position = table.find(names);
    if (position < 0) {
      return;
    }
    TableScan.query(
        database,
        "SELECT rowid, %s FROM %s"
            .formatted(StoreDatabase.quoted(table.names().get(position)), table.quotedTable()),
        row -> {
          try {
            if (row.getObject(2) instanceof Number other) {
              link.between(row.getLong(1), other.longValue());
            }
          } catch (SQLException e) {
            throw database.problem(e);
          }
        });
  }

  /**
   * A file that no message names can't be carried, as an archive's files belong to messages. Where
   * the links are lost, no message names any of them.
   */
  private void listFilesWithoutMessage(long mostRows) throws IOException {
    if (!columns.tableExists()) {
      return;
    }
    FileLinks.Files linked = links.files();
    int guid = columns.find("ZGUID");
    String column = guid < 0 ? "NULL" : StoreDatabase.quoted(columns.names().get(guid));
    long[] rows = {0};
    TableScan.query(
        database,
        "SELECT rowid, CASE WHEN typeof(%s) = 'text' AND length(%s) < 100 THEN %s END FROM %s"
            .formatted(column, column, column, columns.quotedTable()),
        row -> {
          MessageIndex.requirePlausible(database, ++rows[0], mostRows);
          try {
            long number = row.getLong(1);
            if (!linked.contains(number)) {
              String name = row.getString(2);
              losses.add(withoutMessage(name == null ? "file-" + number : name));
            }
          } catch (SQLException e) {
            throw database.problem(e);
          }
        });
  }

  private static Loss withoutMessage(String name) {
    return Loss.whole(
        Loss.What.ATTACHMENT,
        name,
        "file-without-message",
        "the table of files has it, but no message names it");
  }

  @Override
  public List<FileDetails> of(
      TableRow message, String id, Map<String, JsonNode> raw, List<Loss> messageLosses)
      throws IOException {
    List<FileDetails> files = new ArrayList<>();
    ArrayNode others = JsonNodeFactory.instance.arrayNode();
    for (long number : links.filesOf(message.rowId())) {
      CoreDataFileRow.Read read = reader.read(row(number), message, id, messageLosses);
      files.add(read.details());
      if (!read.others().isEmpty()) {
        others.add(read.others());
      }
    }
    if (!others.isEmpty()) {
      raw.put(TABLE, others);
    }
    return files;
  }

  /** A file's row; null where there is none, or a value of it is too long to be read. */
  private @Nullable TableRow row(long number) throws IOException {
    if (byRow == null) {
      return null;
    }
    try {
      byRow.setLong(1, number);
      try (ResultSet found = byRow.executeQuery()) {
        return found.next() ? TableRow.read(columns, found) : null;
      }
    } catch (SQLException e) {
      if (e.getErrorCode() == SQLiteErrorCode.SQLITE_TOOBIG.code) {
        return null;
      }
      throw database.problem(e);
    }
  }

  /** The tables that are read here. */
  Set<String> tables() {
    return tables;
  }

  /** What of the tables can't be carried. */
  List<Loss> losses() {
    return losses;
  }

  @Override
  public void close() throws IOException {
    try {
      if (byRow != null) {
        byRow.close();
      }
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }
}

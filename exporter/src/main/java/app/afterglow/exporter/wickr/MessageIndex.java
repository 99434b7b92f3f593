package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.model.Loss;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes over the table of messages once to learn how many messages each conversation has and who
 * wrote them, and once more to put them in order.
 */
final class MessageIndex {

  private final StoreDatabase database;
  private final MessageColumns columns;
  private final People people;
  private final Conversations conversations;
  private final Progress progress;
  private final MessageOrder.Counts counts = new MessageOrder.Counts();

  private MessageIndex(
      StoreDatabase database,
      MessageColumns columns,
      People people,
      Conversations conversations,
      Progress progress) {
    this.database = database;
    this.columns = columns;
    this.people = people;
    this.conversations = conversations;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param order the messages of each conversation
   * @param rows rows of the table, those not carried included
   * @param losses rows that are not carried
   */
  record Result(MessageOrder order, long rows, List<Loss> losses) {}

  /**
   * Indexes the messages, and adds people and conversations that only messages name.
   *
   * @param file the database file, whose size bounds how many rows there can be
   */
  static Result build(
      StoreDatabase database,
      Path file,
      MessageColumns columns,
      People people,
      Conversations conversations,
      Progress progress)
      throws IOException {
    MessageIndex index = new MessageIndex(database, columns, people, conversations, progress);
    return index.build(mostRows(file));
  }

  /** A row takes two bytes at the least; more rows than that come from a tree with loops in it. */
  static long mostRows(Path file) throws IOException {
    Path log = Path.of(file + "-wal");
    long bytes = Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
    return Math.min(Integer.MAX_VALUE - 16L, bytes / 2);
  }

  /** Ends the run where a table has more rows than its file has room for. */
  static void requirePlausible(StoreDatabase database, long rows, long mostRows)
      throws IOException {
    if (rows > mostRows) {
      throw database.damage(WickrProblems.damaged("too-many-rows", mostRows));
    }
  }

  /**
   * Ends the run where the tree of rows is not in order: a row is then no longer found by its
   * number, or another one is. Only a database without authentication comes to this.
   */
  private void requireInOrder(long row, long last, boolean isFirst) throws IOException {
    if (!isFirst && row <= last) {
      throw database.damage(WickrProblems.damaged("rows-out-of-order", row, last));
    }
  }

  private Result build(long mostRows) throws IOException {
    progress.start(Progress.Stage.INDEXING, -1, -1);
    DuplicateIds duplicates = DuplicateIds.find(database, columns, mostRows);
    long[] rows = {0};
    long[] last = {Long.MIN_VALUE};
    scan(
        (row, conversation, millis) -> {
          requirePlausible(database, ++rows[0], mostRows);
          requireInOrder(row, last[0], rows[0] == 1);
          last[0] = row;
          if (!duplicates.contains(row)) {
            counts.add(conversation, millis, row);
          }
          progress.advance(1, 0);
        });
    MessageOrder order = new MessageOrder(counts, conversations.size());
    scan(
        (row, conversation, millis) -> {
          if (!duplicates.contains(row)) {
            order.add(conversation, millis, row);
          }
        });
    order.sort();
    return new Result(order, rows[0], duplicates.losses());
  }

  private interface RowVisitor {
    void visit(long row, int conversation, long millis) throws IOException;
  }

  private void scan(RowVisitor visitor) throws IOException {
    String sql =
        "SELECT rowid, %s, %s, %s, %s FROM %s ORDER BY rowid"
            .formatted(
                columns.sql(columns.conversationRow()),
                columns.sql(columns.conversationId()),
                columns.sql(columns.time()),
                columns.sql(columns.sender()),
                columns.all().quotedTable());
    TableScan.query(database, sql, row -> visit(row, visitor));
  }

  private void visit(ResultSet row, RowVisitor visitor) throws IOException {
    int conversation;
    long millis;
    long rowId;
    try {
      rowId = row.getLong(1);
      conversation = conversations.number(row.getObject(2), row.getObject(3));
      millis = columns.timeForm().millis(row.getObject(4)).orElse(StoredTime.UNREADABLE);
      @Nullable Object sender = row.getObject(5);
      people.idOf(sender);
    } catch (SQLException e) {
      throw database.problem(e);
    }
    visitor.visit(rowId, conversation, millis);
  }
}

package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where a store's table of messages keeps what. Positions are those of {@link Columns}, -1 where a
 * version has no such column.
 *
 * @param all every column of the table
 * @param id the message's id
 * @param conversationRow the conversation's row
 * @param conversationId the conversation's id
 * @param sender who sent it
 * @param time when it was sent
 * @param expires when it is to be deleted, 0 for never
 * @param type what it is
 * @param text its text
 * @param payload its protobuf or JSON payload
 * @param fileName the shown name of a file
 * @param timeForm how {@code time} counts
 * @param expiresForm how {@code expires} counts
 */
record MessageColumns(
    Columns all,
    int id,
    int conversationRow,
    int conversationId,
    int sender,
    int time,
    int expires,
    int type,
    int text,
    int payload,
    int fileName,
    StoredTime timeForm,
    StoredTime expiresForm) {

  /** Columns that are the database's own bookkeeping, and say nothing of a message. */
  private static final List<String> BOOKKEEPING = List.of("_id", "Z_PK", "Z_ENT", "Z_OPT");

  /**
   * Those of {@code Wickr_Message}, on the desktop and on Android.
   *
   * @throws app.afterglow.problem.UnsupportedInputException where there is no such table
   */
  static MessageColumns ofSql(StoreDatabase database) throws IOException {
    Columns all = require(database, "Wickr_Message");
    return new MessageColumns(
        all,
        all.find("messageID"),
        all.find("convo", "convoID"),
        all.find("vGroupID"),
        all.find("senderUserID", "sender"),
        all.find("timestamp"),
        all.find("destructTime"),
        all.find("type", "msgType"),
        all.find("bodyText", "cachedText"),
        all.find("bodyData", "messagePayload"),
        all.find("msgFileName"),
        StoredTime.UNIX,
        StoredTime.UNIX);
  }

  /**
   * Those of {@code ZWICKR_MESSAGE}, on iOS.
   *
   * @throws app.afterglow.problem.UnsupportedInputException where there is no such table
   */
  static MessageColumns ofCoreData(StoreDatabase database) throws IOException {
    Columns all = require(database, "ZWICKR_MESSAGE");
    int time = all.find("ZTIMESTAMP");
    int expires = all.find("ZCLEANUPTIME", "ZDESTRUCTTIME");
    return new MessageColumns(
        all,
        all.find("ZMSGID", "ZMESSAGEID"),
        all.find("ZCONVO", "ZCONVERSATION"),
        all.find("ZVGROUPID"),
        all.find("ZUSERSENDER", "ZSENDER"),
        time,
        expires,
        all.find("ZFULLTYPE"),
        all.find("ZBODY", "ZTEXT"),
        all.find("ZPAYLOAD", "ZMESSAGEPAYLOAD", "ZBODYDATA"),
        all.find("ZMSGFILENAME", "ZFILENAME"),
        CocoaColumns.formOf(database, all, time),
        CocoaColumns.formOf(database, all, expires));
  }

  private static Columns require(StoreDatabase database, String table) throws IOException {
    Columns all = Columns.of(database, table);
    if (!all.tableExists()) {
      throw WickrProblems.unsupported("no-messages-table", table);
    }
    return all;
  }

  /** Positions of the columns that have no place in the model. */
  Set<Integer> others() {
    Set<Integer> known =
        Stream.of(
                id,
                conversationRow,
                conversationId,
                sender,
                time,
                expires,
                type,
                text,
                payload,
                fileName)
            .collect(Collectors.toSet());
    BOOKKEEPING.forEach(name -> known.add(all.find(name)));
    return IntStream.range(0, all.names().size())
        .boxed()
        .filter(position -> !known.contains(position))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A column's name, quoted for SQL; NULL where there is no such column. */
  String sql(int position) {
    return position < 0 ? "NULL" : StoreDatabase.quoted(all.names().get(position));
  }
}

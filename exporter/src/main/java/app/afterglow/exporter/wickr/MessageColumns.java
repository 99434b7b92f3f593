package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where {@code Wickr_Message} keeps what, on the desktop and on Android. Positions are those of
 * {@link Columns}, -1 where a version has no such column.
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
    int fileName) {

  static final String TABLE = "Wickr_Message";

  static MessageColumns of(StoreDatabase database) throws IOException {
    Columns all = Columns.of(database, TABLE);
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
        all.find("msgFileName"));
  }

  /** Positions of the columns that have no place in the model. */
  Set<Integer> others() {
    Set<Integer> known =
        Arrays.stream(
                new int[] {
                  id,
                  conversationRow,
                  conversationId,
                  sender,
                  time,
                  expires,
                  type,
                  text,
                  payload,
                  fileName,
                  all.find("_id")
                })
            .boxed()
            .collect(Collectors.toSet());
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

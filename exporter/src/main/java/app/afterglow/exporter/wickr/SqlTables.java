package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the {@code Wickr_...} tables, which the desktop and Android share but for a few columns:
 * {@code Wickr_Account, Wickr_User, Wickr_Convo, Wickr_ConvoUser, Wickr_Message}.
 */
final class SqlTables {

  private final StoreDatabase database;
  private final ColumnCipher cipher;
  private final People people = new People();
  private final Conversations conversations = new Conversations();
  private final List<Loss> losses = new ArrayList<>();
  private final RowTexts personTexts;
  private final RowTexts conversationTexts;

  private SqlTables(StoreDatabase database, ColumnCipher cipher) {
    this.database = database;
    this.cipher = cipher;
    this.personTexts = new RowTexts(cipher, Loss.What.PERSON, people::add);
    this.conversationTexts = new RowTexts(cipher, Loss.What.CONVERSATION, conversations::add);
  }

  /**
   * Reads everything but the messages, and puts those in order.
   *
   * @param database stays the caller's to close, after what this gives
   * @param file the database's file
   * @throws app.afterglow.problem.UnsupportedInputException where it has no table of messages
   */
  static StoreTables read(
      StoreDatabase database,
      Path file,
      ColumnCipher cipher,
      String application,
      String platform,
      Progress progress)
      throws IOException {
    MessageColumns columns = MessageColumns.ofSql(database);
    return new SqlTables(database, cipher).read(file, columns, application, platform, progress);
  }

  private StoreTables read(
      Path file, MessageColumns columns, String application, String platform, Progress progress)
      throws IOException {
    AccountNames accounts = accounts();
    readPeople(accounts.all());
    readConversations();
    readMembers();
    Account account = people.account(accounts.first(), application, platform);
    MessageIndex.Result index =
        MessageIndex.build(database, file, columns, people, conversations, progress);
    losses.addAll(UnusedColumns.find(database, KnownColumns.SQL));
    MessageTable messages =
        new MessageTable(database, cipher, columns, people, conversations, MessageFiles.NONE);
    return new StoreTables(account, people, conversations, index, messages, losses);
  }

  private AccountNames accounts() throws IOException {
    AccountNames names = new AccountNames();
    Columns columns = Columns.of(database, "Wickr_Account");
    TableScan.rows(
        database,
        columns,
        row -> {
          ColumnCipher.Text name = cipher.text(row.value("username", "userAlias"));
          if (name.text() != null) {
            names.add(name.text());
          }
          if (name.unreadable()) {
            losses.add(
                Loss.partial(Loss.What.PERSON, "account", "name-unreadable", "Wickr_Account"));
          }
        });
    names.remark(losses::add);
    return names;
  }

  private void readPeople(Set<String> self) throws IOException {
    Columns columns = Columns.of(database, "Wickr_User");
    TableScan.rows(
        database,
        columns,
        row -> {
          Object hash = row.value("userIDHash", "serverIDHash");
          String id = cipher.text(hash).text();
          if (id == null || id.isEmpty()) {
            id = "user-" + row.rowId();
          }
          Map<String, JsonNode> unreadable = new HashMap<>();
          String name = personTexts.first(row, id, unreadable, "userAlias", "username");
          String displayName = personTexts.first(row, id, unreadable, "customName");
          people.add(
              number(row), new Person(id, name, displayName, name != null && self.contains(name)));
        });
  }

  /** What other tables call a row by: its _id, which is the row id unless a version differs. */
  private static long number(TableRow row) {
    return row.value("_id") instanceof Number id ? id.longValue() : row.rowId();
  }

  private void readConversations() throws IOException {
    Columns columns = Columns.of(database, "Wickr_Convo");
    TableScan.rows(
        database,
        columns,
        row -> {
          String id = cipher.text(row.value("vGroupID")).text();
          if (id == null || id.isEmpty()) {
            id = "conversation-" + number(row);
          }
          Map<String, JsonNode> raw = new HashMap<>();
          String title = conversationTexts.first(row, id, raw, "title", "roomTitle");
          String description = conversationTexts.first(row, id, raw, "description", "roomPurpose");
          boolean room = row.value("chatRoom") instanceof Number flag && flag.longValue() != 0;
          KnownColumns.SQL.addOthers(row, cipher, raw);
          conversations.add(number(row), id, room, title, description, raw);
        });
  }

  private void readMembers() throws IOException {
    Columns columns = Columns.of(database, "Wickr_ConvoUser");
    TableScan.rows(
        database,
        columns,
        row -> {
          Object conversationRow = row.value("convo", "convoID");
          Object conversationId = row.value("vGroupID");
          String person = people.idOf(row.value("user", "userIDHash", "serverIDHash"));
          boolean named = conversationRow != null || conversationId != null;
          if (person != null && named) {
            conversations.addMember(conversationRow, conversationId, person);
          } else {
            losses.add(
                Loss.partial(
                    Loss.What.CONVERSATION,
                    String.valueOf(named ? conversationRow : "unknown"),
                    "membership-unreadable",
                    "row %d of Wickr_ConvoUser".formatted(row.rowId())));
          }
        });
  }
}

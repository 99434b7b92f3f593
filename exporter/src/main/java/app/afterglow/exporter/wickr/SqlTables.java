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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Wickr_...} tables, which the desktop and Android share but for a few columns: {@code
 * Wickr_Account, Wickr_User, Wickr_Convo, Wickr_ConvoUser, Wickr_Message}.
 */
final class SqlTables implements StoreTables {

  private final StoreDatabase database;
  private final ColumnCipher cipher;
  private final People people = new People();
  private final Conversations conversations = new Conversations();
  private final List<Loss> losses = new ArrayList<>();
  private final Account account;
  private final MessageIndex.Result index;
  private final MessageTable messages;

  /**
   * Reads everything but the messages, and puts those in order.
   *
   * @param database stays the caller's to close, after this
   * @param file the database's file
   * @throws app.afterglow.problem.UnsupportedInputException where it has no table of messages
   */
  SqlTables(
      StoreDatabase database,
      Path file,
      ColumnCipher cipher,
      String application,
      String platform,
      Progress progress)
      throws IOException {
    this.database = database;
    this.cipher = cipher;
    MessageColumns columns = MessageColumns.of(database);
    if (!columns.all().tableExists()) {
      throw WickrProblems.unsupported("no-messages-table", MessageColumns.TABLE);
    }
    Optional<String> userName = accountName();
    readPeople(userName.orElse(null));
    readConversations();
    readMembers();
    this.account = account(userName.orElse(null), application, platform);
    this.index = MessageIndex.build(database, file, columns, people, conversations, progress);
    this.messages = new MessageTable(database, cipher, columns, people, conversations);
    losses.addAll(UnusedColumns.find(database));
  }

  private Optional<String> accountName() throws IOException {
    List<String> names = new ArrayList<>();
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
    for (String other : names.stream().skip(1).toList()) {
      losses.add(
          Loss.partial(
              Loss.What.PERSON, other, "second-account", "the store names a second account"));
    }
    return names.stream().findFirst();
  }

  private Account account(@Nullable String name, String application, String platform) {
    String id = people.idOfName(name);
    if (id == null) {
      id = name == null ? "unknown" : name;
    }
    return new Account(id, name, application, null, platform);
  }

  private void readPeople(@Nullable String self) throws IOException {
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
          String name = personText(row, id, "userAlias", "username");
          String displayName = personText(row, id, "customName");
          people.add(
              number(row), new Person(id, name, displayName, name != null && name.equals(self)));
        });
  }

  private @Nullable String personText(TableRow row, String id, String... names) {
    ColumnCipher.Text text = cipher.text(row.value(names));
    if (text.unreadable()) {
      people.add(Loss.partial(Loss.What.PERSON, id, "text-unreadable", names[0]));
    }
    return text.text();
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
          String title = conversationText(row, id, raw, "title", "roomTitle");
          String description = conversationText(row, id, raw, "description", "roomPurpose");
          boolean room = row.value("chatRoom") instanceof Number flag && flag.longValue() != 0;
          addOthers(row, raw);
          conversations.add(number(row), id, room, title, description, raw);
        });
  }

  private @Nullable String conversationText(
      TableRow row, String id, Map<String, JsonNode> raw, String... names) {
    int position = row.columns().find(names);
    Object value = row.at(position);
    ColumnCipher.Text text = cipher.text(value);
    if (text.unreadable() && value != null) {
      String column = row.columns().names().get(position);
      conversations.add(Loss.partial(Loss.What.CONVERSATION, id, "text-unreadable", column));
      raw.put(column, cipher.raw(value));
    }
    return text.text();
  }

  private void addOthers(TableRow row, Map<String, JsonNode> raw) {
    Columns columns = row.columns();
    for (int i = 0; i < columns.names().size(); i++) {
      Object value = row.at(i);
      if (value != null && !KnownColumns.ofConversation(columns.names().get(i))) {
        raw.put(columns.names().get(i), cipher.raw(value));
      }
    }
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

  @Override
  public Account account() {
    return account;
  }

  @Override
  public People people() {
    return people;
  }

  @Override
  public Conversations conversations() {
    return conversations;
  }

  @Override
  public MessageOrder order() {
    return index.order();
  }

  @Override
  public long messageCount() {
    return index.rows();
  }

  @Override
  public MessageTable.Key key(long row) throws IOException {
    return messages.key(row);
  }

  @Override
  public Optional<StoredMessage> message(long row, int conversation) throws IOException {
    return messages.read(row, conversation);
  }

  @Override
  public boolean hasMessage(String id) {
    return messages.hasId(id);
  }

  @Override
  public List<Loss> losses() {
    List<Loss> all = new ArrayList<>(losses);
    all.addAll(people.losses());
    all.addAll(conversations.losses());
    all.addAll(index.losses());
    return all;
  }

  @Override
  public void close() throws IOException {
    messages.close();
  }
}

package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.exporter.wickr.Entities.Role;
import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Core Data tables of iOS: {@code ZSECEX_ACCOUNT, ZSECEX_USER, ZSECEX_CONVO,
 * ZWICKR_MESSAGE, ZWICKR_FILE}, and the tables that link them.
 */
final class CoreDataTables {

  /** Tables of Core Data itself. */
  private static final Set<String> BOOKKEEPING_TABLES =
      Set.of("z_primarykey", "z_metadata", "z_modelcache");

  private static final KnownColumns KNOWN =
      new KnownColumns(
          BOOKKEEPING_TABLES,
          Map.of(
              "zsecex_account", Set.of("zusername", "zpt"),
              "zsecex_user", Set.of("zuseridhash", "zusername", "zuseralias")),
          Set.of("zvgroupid"),
          Set.of("z_pk", "z_ent", "z_opt"));

  /** Where names of rooms stand; which of them, no public source says. */
  private static final String[] TITLES = {
    "ZROOMNAME", "ZROOMTITLE", "ZTITLE", "ZNAME", "ZCONVONAME", "ZGROUPNAME"
  };

  private static final String[] DESCRIPTIONS = {
    "ZROOMDESCRIPTION", "ZROOMPURPOSE", "ZDESCRIPTION", "ZPURPOSE", "ZTOPIC"
  };

  private final StoreDatabase database;
  private final ColumnCipher cipher;
  private final Entities entities;
  private final List<JoinTable> joins;
  private final People people = new People();
  private final Conversations conversations = new Conversations();
  private final List<Loss> losses = new ArrayList<>();
  private final Set<String> usedTables = new HashSet<>();

  private CoreDataTables(StoreDatabase database, ColumnCipher cipher) throws IOException {
    this.database = database;
    this.cipher = cipher;
    this.entities = Entities.of(database);
    this.joins = JoinTable.of(database, entities);
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
    MessageColumns columns = MessageColumns.ofCoreData(database);
    return new CoreDataTables(database, cipher)
        .read(file, columns, application, platform, progress);
  }

  private StoreTables read(
      Path file, MessageColumns columns, String application, String platform, Progress progress)
      throws IOException {
    AccountNames accounts = accounts();
    readPeople(accounts.all());
    readConversations(administrators());
    readMembers();
    Account account = people.account(accounts.first(), application, platform);
    MessageIndex.Result index =
        MessageIndex.build(database, file, columns, people, conversations, progress);
    CoreDataFiles files = CoreDataFiles.read(database, file, cipher, columns, joins);
    losses.addAll(files.losses());
    usedTables.addAll(files.tables());
    usedTables.addAll(List.of("zwickr_message", "zsecex_convo"));
    losses.addAll(UnusedColumns.find(database, KNOWN.with(usedTables)));
    MessageTable messages =
        new MessageTable(database, cipher, columns, people, conversations, files);
    return new StoreTables(account, people, conversations, index, messages, losses);
  }

  private AccountNames accounts() throws IOException {
    RowTexts texts = new RowTexts(cipher, Loss.What.PERSON, losses::add);
    AccountNames names = new AccountNames();
    int[] sealed = {0};
    TableScan.rows(
        database,
        Columns.of(database, ContentKey.TABLE),
        row -> {
          String name = texts.first(row, "account", new HashMap<>(), "ZUSERNAME");
          if (name != null) {
            names.add(name);
          } else if (cipher.text(row.value("ZUSERNAME")).unreadable()) {
            sealed[0]++;
          }
        });
    names.remark(losses::add);
    if (sealed[0] > 0 && names.first() != null) {
      losses.add(AccountNames.sealed());
    }
    return names;
  }

  private void readPeople(Set<String> self) throws IOException {
    RowTexts texts = new RowTexts(cipher, Loss.What.PERSON, people::add);
    TableScan.rows(
        database,
        Columns.of(database, "ZSECEX_USER"),
        row -> {
          String id = cipher.text(row.value("ZUSERIDHASH")).text();
          if (id == null || id.isEmpty()) {
            id = "user-" + number(row);
          }
          Map<String, JsonNode> unreadable = new HashMap<>();
          String name = texts.first(row, id, unreadable, "ZUSERNAME");
          String alias = texts.first(row, id, unreadable, "ZUSERALIAS");
          String shown = alias == null || alias.equals(name) ? null : alias;
          people.add(
              number(row),
              name == null
                  ? new Person(id, alias, null, alias != null && self.contains(alias))
                  : new Person(id, name, shown, self.contains(name)));
        });
  }

  private static long number(TableRow row) {
    return row.value("Z_PK") instanceof Number id ? id.longValue() : row.rowId();
  }

  /** Who may change a room, by the room's row: the table that links rooms, not conversations. */
  private Map<Long, List<String>> administrators() throws IOException {
    Map<Long, List<String>> byRoom = new HashMap<>();
    if (joins.stream().noneMatch(join -> join.links(Role.CONVERSATION, Role.USER))) {
      return byRoom;
    }
    for (JoinTable join : joins) {
      if (join.links(Role.ROOM, Role.USER)) {
        usedTables.add(join.table());
        join.read(
            database,
            Role.ROOM,
            (room, user) -> {
              String person = people.idOf(user);
              if (person != null) {
                byRoom.computeIfAbsent(room, r -> new ArrayList<>()).add(person);
              }
            });
      }
    }
    return byRoom;
  }

  private void readConversations(Map<Long, List<String>> administrators) throws IOException {
    RowTexts texts = new RowTexts(cipher, Loss.What.CONVERSATION, conversations::add);
    TableScan.rows(
        database,
        Columns.of(database, "ZSECEX_CONVO"),
        row -> {
          String id = cipher.text(row.value("ZVGROUPID")).text();
          if (id == null || id.isEmpty()) {
            id = "conversation-" + number(row);
          }
          Map<String, JsonNode> raw = new HashMap<>();
          String title = texts.first(row, id, raw, TITLES);
          String description = texts.first(row, id, raw, DESCRIPTIONS);
          KNOWN.addOthers(row, cipher, raw);
          removeShown(raw, row, TITLES, title);
          removeShown(raw, row, DESCRIPTIONS, description);
          var masters = JsonNodeFactory.instance.arrayNode();
          administrators.getOrDefault(number(row), List.of()).forEach(masters::add);
          if (!masters.isEmpty()) {
            raw.put("administrators", masters);
          }
          boolean room =
              row.value("Z_ENT") instanceof Number entity
                  && entities.role(entity.longValue()) == Role.ROOM;
          conversations.add(number(row), id, room, title, description, raw);
        });
  }

  /** Takes out of the raw fields what went into the model. */
  private void removeShown(
      Map<String, JsonNode> raw, TableRow row, String[] names, @Nullable String shown) {
    for (String name : names) {
      int position = row.columns().find(name);
      if (position >= 0 && shown != null && shown.equals(cipher.text(row.at(position)).text())) {
        raw.remove(row.columns().names().get(position));
        return;
      }
    }
  }

  /**
   * Members stand in the table that links conversations; in one of rooms where there is no other.
   */
  private void readMembers() throws IOException {
    boolean ofAll = joins.stream().anyMatch(join -> join.links(Role.CONVERSATION, Role.USER));
    Role role = ofAll ? Role.CONVERSATION : Role.ROOM;
    for (JoinTable join : joins) {
      if (join.links(role, Role.USER)) {
        usedTables.add(join.table());
        join.read(
            database,
            role,
            (conversation, user) -> {
              String person = people.idOf(user);
              if (person != null) {
                conversations.addMember(conversation, null, person);
              }
            });
      }
    }
  }
}

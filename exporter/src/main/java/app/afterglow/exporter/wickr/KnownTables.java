package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.salvage.TableDefinition;
import app.afterglow.exporter.sqlcipher.salvage.TableRole;
import app.afterglow.model.Loss;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tables as known versions of the clients make them: what a database whose schema is lost may hold
 * (docs/stores). Where a client has others, their rows are found all the same, but without names.
 */
final class KnownTables {

  private static final String DESKTOP_MESSAGE =
      "CREATE TABLE Wickr_Message(_id INTEGER PRIMARY KEY, messageID TEXT UNIQUE, convo INTEGER,"
          + " senderUserID TEXT, timestamp INTEGER";

  private static final String ANDROID_MESSAGE =
      "CREATE TABLE Wickr_Message(_id INTEGER PRIMARY KEY, messageID TEXT UNIQUE, vGroupID TEXT,"
          + " senderUserID TEXT, timestamp INTEGER, type INTEGER, cachedText TEXT, messagePayload"
          + " BLOB";

  private static final String TIMES =
      ", readTimestamp INTEGER, destructTime INTEGER DEFAULT 0, ttl INTEGER DEFAULT 0, bor INTEGER"
          + " DEFAULT -1";

  private static final String NEWER = ", threadID TEXT, isFavorite INTEGER DEFAULT 0";

  /** The tables, desktop's and Android's, older and newer. */
  static final List<TableDefinition> SQL =
      Stream.of(
              "CREATE TABLE Wickr_Account(_id INTEGER PRIMARY KEY, username TEXT, appID INTEGER,"
                  + " networkName TEXT)",
              "CREATE TABLE Wickr_User(_id INTEGER PRIMARY KEY, userIDHash TEXT UNIQUE, userAlias"
                  + " BLOB, customName BLOB, lastActivityTime INTEGER, userImageSecure BLOB)",
              "CREATE TABLE Wickr_User(_id INTEGER PRIMARY KEY, serverIDHash TEXT UNIQUE,"
                  + " customName TEXT, userAlias TEXT, lastActivityTime INTEGER)",
              "CREATE TABLE Wickr_App(_id INTEGER PRIMARY KEY, user TEXT, appIDSec BLOB)",
              "CREATE TABLE Wickr_Convo(_id INTEGER PRIMARY KEY, vGroupID TEXT UNIQUE, chatRoom"
                  + " INTEGER, title BLOB, description BLOB, destructTime INTEGER, bor INTEGER)",
              "CREATE TABLE Wickr_Convo(_id INTEGER PRIMARY KEY, vGroupID TEXT UNIQUE, chatRoom"
                  + " INTEGER, roomTitle TEXT, roomPurpose TEXT, destructTime INTEGER, bor"
                  + " INTEGER)",
              "CREATE TABLE Wickr_ConvoUser(_id INTEGER PRIMARY KEY, convo INTEGER, user INTEGER)",
              "CREATE TABLE Wickr_ConvoUser(_id INTEGER PRIMARY KEY, vGroupID TEXT, serverIDHash"
                  + " TEXT)",
              "CREATE TABLE Wickr_Files(fileName TEXT UNIQUE, state INTEGER, destructTime INTEGER"
                  + " DEFAULT 0)",
              DESKTOP_MESSAGE + ", type TEXT, bodyText BLOB, msgFileName TEXT, bodyData BLOB)",
              DESKTOP_MESSAGE
                  + TIMES
                  + ", type TEXT, state INTEGER, skipCleanup INTEGER DEFAULT 0, bodyText BLOB,"
                  + " msgFileName TEXT, bodyData BLOB)",
              DESKTOP_MESSAGE
                  + TIMES
                  + ", type TEXT, state INTEGER, skipCleanup INTEGER DEFAULT 0, bodyText BLOB,"
                  + " msgFileName TEXT, bodyData BLOB"
                  + NEWER
                  + ")",
              DESKTOP_MESSAGE
                  + TIMES
                  + ", type INTEGER, state INTEGER, skipCleanup INTEGER DEFAULT 0, isRead INTEGER,"
                  + " inbox INTEGER, bodyText BLOB, msgFileName TEXT, bodyData BLOB)",
              ANDROID_MESSAGE + ")",
              ANDROID_MESSAGE
                  + ", readTimestamp INTEGER, destructTime INTEGER, bor INTEGER DEFAULT -1, state"
                  + " INTEGER)",
              ANDROID_MESSAGE
                  + ", readTimestamp INTEGER, destructTime INTEGER, bor INTEGER DEFAULT -1, state"
                  + " INTEGER"
                  + NEWER
                  + ")")
          .map(TableDefinition::parse)
          .flatMap(Optional::stream)
          .toList();

  /** What Core Data puts before the columns of every entity. */
  private static final String ENTITY = "Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER";

  /**
   * The tables of iOS, and Core Data's own. Those that link others have no known names, as these
   * hold numbers that differ between versions: {@link LooseLinks} finds them by what they link.
   */
  static final List<TableDefinition> CORE_DATA =
      Stream.of(
              "CREATE TABLE Z_PRIMARYKEY(Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER"
                  + " INTEGER, Z_MAX INTEGER)",
              "CREATE TABLE Z_METADATA(Z_VERSION INTEGER PRIMARY KEY, Z_UUID VARCHAR(255), Z_PLIST"
                  + " BLOB)",
              "CREATE TABLE Z_MODELCACHE(Z_CONTENT BLOB)",
              "CREATE TABLE ZSECEX_ACCOUNT("
                  + ENTITY
                  + ", ZUSERNAME BLOB, ZPT BLOB, ZSECURITYGROUPID VARCHAR)",
              "CREATE TABLE ZSECEX_USER("
                  + ENTITY
                  + ", ZUSERIDHASH VARCHAR, ZUSERALIASHASH VARCHAR, ZUSERNAME BLOB, ZUSERALIAS"
                  + " BLOB, ZLASTACTIVITYTIME INTEGER, ZSOURCE VARCHAR)",
              "CREATE TABLE ZSECEX_CONVO("
                  + ENTITY
                  + ", ZVGROUPID VARCHAR, ZLASTTIMESTAMP INTEGER, ZROOMNAME BLOB,"
                  + " ZROOMDESCRIPTION BLOB)",
              "CREATE TABLE ZWICKR_MESSAGE("
                  + ENTITY
                  + ", ZFULLTYPE INTEGER, ZPRIMARYTYPE INTEGER, ZISREAD INTEGER, ZCONVO INTEGER,"
                  + " ZUSERSENDER INTEGER, ZTIMESTAMP TIMESTAMP, ZREADTIMESTAMP TIMESTAMP,"
                  + " ZDELIVERYTIMESTAMP TIMESTAMP, ZCLEANUPTIME TIMESTAMP, ZMSGID VARCHAR, ZBODY"
                  + " BLOB)",
              "CREATE TABLE ZWICKR_FILE("
                  + ENTITY
                  + ", ZSTATUS INTEGER, ZGUID VARCHAR, ZTITLE BLOB, ZMIMETYPE BLOB, ZKEY BLOB)")
          .map(TableDefinition::parse)
          .flatMap(Optional::stream)
          .toList();

  /** What the rows of these tables are, on every platform. */
  static final List<TableRole> ROLES =
      List.of(
          new TableRole("Wickr_Message", Loss.What.MESSAGE, List.of("messageID")),
          new TableRole("Wickr_User", Loss.What.PERSON, List.of("userIDHash", "serverIDHash")),
          new TableRole("Wickr_Convo", Loss.What.CONVERSATION, List.of("vGroupID")),
          new TableRole("ZWICKR_MESSAGE", Loss.What.MESSAGE, List.of("ZMSGID")),
          new TableRole("ZSECEX_USER", Loss.What.PERSON, List.of("ZUSERIDHASH")),
          new TableRole("ZSECEX_CONVO", Loss.What.CONVERSATION, List.of("ZVGROUPID")));

  private KnownTables() {}
}

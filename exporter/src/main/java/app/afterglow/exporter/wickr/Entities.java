package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a Core Data store by their numbers, which differ between versions of the
 * application: {@code Z_PRIMARYKEY (Z_ENT, Z_NAME, Z_SUPER, Z_MAX)}.
 */
final class Entities {

  /** What an entity is to us. */
  enum Role {
    CONVERSATION,
    ROOM,
    USER,
    FILE,
    MESSAGE
  }

  /** More than this many entities above one are a loop. */
  private static final int DEEPEST = 16;

  private final Map<Long, String> names = new HashMap<>();
  private final Map<Long, Long> parents = new HashMap<>();

  private Entities() {}

  static Entities of(StoreDatabase database) throws IOException {
    Entities entities = new Entities();
    TableScan.rows(
        database,
        Columns.of(database, "Z_PRIMARYKEY"),
        row -> {
          if (row.value("Z_ENT") instanceof Number number
              && row.value("Z_NAME") instanceof String name) {
            entities.names.put(number.longValue(), name.toLowerCase(Locale.ROOT));
            if (row.value("Z_SUPER") instanceof Number parent) {
              entities.parents.put(number.longValue(), parent.longValue());
            }
          }
        });
    return entities;
  }

  /**
   * What the entity of a number is, or else the nearest one above it; null where it is no matter.
   */
  @Nullable Role role(long number) {
    Long entity = number;
    for (int depth = 0; entity != null && depth < DEEPEST; depth++) {
      Role role = named(names.getOrDefault(entity, ""));
      if (role != null) {
        return role;
      }
      entity = parents.get(entity);
    }
    return null;
  }

  /** Whether the store names this entity at all. */
  boolean knows(long number) {
    return names.containsKey(number);
  }

  private static @Nullable Role named(String name) {
    return switch (name) {
      case "secex_convo" -> Role.CONVERSATION;
      case "secex_secure_room" -> Role.ROOM;
      case "secex_user" -> Role.USER;
      case "wickr_file" -> Role.FILE;
      case "wickr_message" -> Role.MESSAGE;
      default -> null;
    };
  }
}

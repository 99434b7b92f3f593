package app.afterglow.exporter.wickr;

import app.afterglow.exporter.wickr.payload.FileDetails;
import app.afterglow.exporter.wickr.payload.FileKey;
import app.afterglow.model.Loss;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Understands rows of {@code ZWICKR_FILE}. Where a file's key stands, no public source says, so it
 * is looked for by its shape: in the file's row first, in the message's row where that has none.
 */
final class CoreDataFileRow {

  private static final String[] NAMES = {"ZTITLE", "ZFILENAME", "ZNAME"};
  private static final String[] MEDIA_TYPES = {"ZMIMETYPE", "ZMEDIATYPE", "ZCONTENTTYPE"};
  private static final String[] SIZES = {"ZFILESIZE", "ZSIZE"};

  /** Columns that say nothing of the file itself. */
  private static final Set<String> BOOKKEEPING = Set.of("z_pk", "z_ent", "z_opt");

  private final ColumnCipher cipher;

  CoreDataFileRow(ColumnCipher cipher) {
    this.cipher = cipher;
  }

  /**
   * A file, and what its row says besides.
   *
   * @param details the file
   * @param others columns without a place in the model
   */
  record Read(FileDetails details, ObjectNode others) {}

  /** A key and the column it stands in. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Found(byte[] key, int column) {}

  /**
   * Reads a row.
   *
   * @param file the row; null where a message names a file that the table doesn't have
   * @param message the message's row
   * @param id the message's id
   */
  Read read(@Nullable TableRow file, TableRow message, String id, List<Loss> losses) {
    ObjectNode others = JsonNodeFactory.instance.objectNode();
    if (file == null) {
      return new Read(FileDetails.named(null), others);
    }
    Map<String, JsonNode> unreadable = new HashMap<>();
    String stored = cipher.text(file.value("ZGUID")).text();
    String guid = stored != null && FileDetails.isGuid(stored) ? stored : null;
    RowTexts texts = new RowTexts(cipher, Loss.What.ATTACHMENT, losses::add);
    String lossId = guid == null ? id : guid;
    String name = texts.first(file, lossId, unreadable, NAMES);
    String mediaType = texts.first(file, lossId, unreadable, MEDIA_TYPES);
    long size =
        file.value(SIZES) instanceof Number number && number.longValue() >= 0
            ? number.longValue()
            : -1;
    Found key = key(file, guid);
    Found ofMessage = key == null ? key(message, guid) : null;
    byte[] found = key != null ? key.key() : ofMessage != null ? ofMessage.key() : null;
    addOthers(file, key, guid, others);
    return new Read(new FileDetails(name, mediaType, size, guid, found, null), others);
  }

  /** A key in a row; columns whose name speaks of a key come first. */
  private @Nullable Found key(TableRow row, @Nullable String guid) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < row.columns().names().size(); i++) {
      positions.add(i);
    }
    positions.sort(Comparator.comparing(position -> !namesKey(row, position)));
    for (int position : positions) {
      byte[] plain = plain(row.at(position));
      byte[] key = plain == null ? null : FileKey.in(plain, namesKey(row, position), guid);
      if (key != null) {
        return new Found(key, position);
      }
    }
    return null;
  }

  private static boolean namesKey(TableRow row, int position) {
    return row.columns().names().get(position).toUpperCase(Locale.ROOT).contains("KEY");
  }

  private byte @Nullable [] plain(@Nullable Object value) {
    return switch (value) {
      case byte[] blob -> cipher.bytes(blob);
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      case null, default -> null;
    };
  }

  private void addOthers(
      TableRow file, @Nullable Found key, @Nullable String guid, ObjectNode others) {
    Set<Integer> shown = new HashSet<>();
    if (key != null) {
      shown.add(key.column());
    }
    if (guid != null) {
      shown.add(file.columns().find("ZGUID"));
    }
    shown.add(firstText(file, NAMES));
    shown.add(firstText(file, MEDIA_TYPES));
    shown.add(file.columns().find(SIZES));
    for (int i = 0; i < file.columns().names().size(); i++) {
      String column = file.columns().names().get(i);
      Object value = file.at(i);
      if (value != null
          && !shown.contains(i)
          && !BOOKKEEPING.contains(column.toLowerCase(Locale.ROOT))) {
        others.set(column, cipher.raw(value));
      }
    }
  }

  private int firstText(TableRow row, String[] names) {
    for (String name : names) {
      int position = row.columns().find(name);
      if (cipher.text(row.at(position)).text() != null) {
        return position;
      }
    }
    return -1;
  }
}

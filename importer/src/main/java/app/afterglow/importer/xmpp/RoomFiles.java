package app.afterglow.importer.xmpp;

import app.afterglow.importer.plain.FileSet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rooms, for which XEP-0227 has no place, as Prosody's storage {@code internal} keeps them: {@code
 * HOST/config/ROOM.dat} and {@code HOST/muc_log/ROOM.list}. The list of the server's rooms ({@code
 * persistent.dat}) is not written, since it would replace the one that is there: Prosody adds a
 * room to it by itself.
 */
final class RoomFiles {

  private final FileSet files;

  RoomFiles(FileSet files) {
    this.files = files;
  }

  /** An archive's entry, as bytes of its file. */
  static byte[] item(long millis, String id, Element message) {
    return LuaForm.item(id, millis, "message<groupchat", message).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a room, its entries taken from the sorter. */
  void write(Place.Room room, @Nullable String description, Sorter entries) throws IOException {
    try (OutputStream out = files.file(path(room, "config", "dat"), null, null)) {
      out.write(config(room, description).getBytes(StandardCharsets.UTF_8));
    }
    try (OutputStream out = files.file(path(room, "muc_log", "list"), null, null)) {
      entries.drain((_, bytes) -> out.write(bytes));
    }
  }

  private static String config(Place.Room room, @Nullable String description) {
    StringBuilder out = new StringBuilder("return {_jid=");
    out.append(LuaForm.string(room.address()));
    out.append(";_data={persistent=true;members_only=true;hidden=true;archiving=true;");
    // Only then do clients, and whoever reads the archive, see the authors' addresses.
    out.append("whois=\"anyone\";name=").append(LuaForm.string(XmlText.line(room.title())));
    if (description != null && !description.isBlank()) {
      out.append(";description=").append(LuaForm.string(XmlText.line(description)));
    }
    out.append("};");
    for (String owner : room.owners()) {
      out.append('[').append(LuaForm.string(owner)).append("]=\"owner\";");
    }
    for (String member : room.members()) {
      out.append('[').append(LuaForm.string(member)).append("]=\"member\";");
    }
    return out.append("};\n").toString();
  }

  private static String path(Place.Room room, String store, String extension) {
    int at = room.address().indexOf('@');
    String node = room.address().substring(0, at);
    String host = room.address().substring(at + 1);
    return "prosody/" + encoded(host) + "/" + store + "/" + encoded(node) + "." + extension;
  }

  /** Prosody's way of writing names of hosts and rooms in paths. */
  static String encoded(String name) {
    StringBuilder out = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
      out.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02x", b));
    }
    return out.toString();
  }
}

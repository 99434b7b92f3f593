package app.afterglow.importer.wickrio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bot behind the stub gateway: it writes down what it is told to send. Files are read when it
 * gets round to sending them, which is later than when they are accepted.
 */
final class RecordingBot {

  private final Map<String, Room> rooms = new LinkedHashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<String> directory = new TreeSet<>();
  private long sent;
  private boolean countsRooms;
  private boolean countersStandStill;

  /** A room or a group conversation. */
  static final class Room {
    final String vgroupId;
    final String title;
    final String description;
    Set<String> members;
    Set<String> masters;
    final String ttl;
    final String bor;
    final List<Delivered> delivered = new ArrayList<>();

    Room(
        String vgroupId,
        String title,
        String description,
        Set<String> members,
        Set<String> masters,
        String ttl,
        String bor) {
      this.vgroupId = vgroupId;
      this.title = title;
      this.description = description;
      this.members = members;
      this.masters = masters;
      this.ttl = ttl;
      this.bor = bor;
    }

    List<String> texts() {
      return delivered.stream().filter(d -> d.sha256().isEmpty()).map(Delivered::text).toList();
    }

    List<Delivered> files() {
      return delivered.stream().filter(d -> !d.sha256().isEmpty()).toList();
    }
  }

  /**
   * What stands in a room.
   *
   * @param text a message's text, or a file's display name
   * @param sha256 of a file's content as it was sent, empty for a text
   * @param content of a file as text
   */
  record Delivered(String text, String sha256, String content) {}

  private record Waiting(Room room, Path file, String name, int slot) {}

  synchronized void knows(String... users) {
    directory.addAll(List.of(users));
  }

  synchronized void countsRooms() {
    countsRooms = true;
  }

  synchronized void countersStandStill() {
    countersStandStill = true;
  }

  synchronized Set<String> directory() {
    return new TreeSet<>(directory);
  }

  synchronized long sent() {
    return countersStandStill ? 7 : sent;
  }

  synchronized Room make(
      String prefix,
      String title,
      String description,
      Set<String> members,
      Set<String> masters,
      String ttl,
      String bor) {
    String id =
        prefix + sha256((prefix + rooms.size()).getBytes(StandardCharsets.UTF_8)).substring(0, 40);
    Room room = new Room(id, title, description, members, masters, ttl, bor);
    rooms.put(id, room);
    if (countsRooms) {
      sent++;
    }
    return room;
  }

  synchronized Room room(String vgroupId) {
    Room room = rooms.get(vgroupId);
    if (room == null) {
      throw new IllegalArgumentException("no such vgroup");
    }
    return room;
  }

  /** Rooms of which some exist: those whose id begins so. */
  synchronized List<Room> rooms(String prefix) {
    return rooms.values().stream().filter(r -> r.vgroupId.startsWith(prefix)).toList();
  }

  /** The room of this title, with everything sent. */
  synchronized Room titled(String title) {
    sendFiles();
    return rooms.values().stream().filter(r -> r.title.equals(title)).findFirst().orElseThrow();
  }

  synchronized void message(String vgroupId, String text) {
    room(vgroupId).delivered.add(new Delivered(text, "", ""));
    sent++;
  }

  synchronized void file(String vgroupId, Path file, String name) {
    Room room = room(vgroupId);
    waiting.add(new Waiting(room, file, name, room.delivered.size()));
    room.delivered.add(new Delivered(name, "not sent yet", ""));
    sent++;
  }

  /** Sends the files that wait, as they lie in the folder now. */
  synchronized void sendFiles() {
    for (Waiting one : waiting) {
      one.room().delivered.set(one.slot(), read(one));
    }
    waiting.clear();
  }

  private static Delivered read(Waiting one) {
    try {
      byte[] bytes = Files.readAllBytes(one.file());
      return new Delivered(one.name(), sha256(bytes), new String(bytes, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return new Delivered(one.name(), "gone", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

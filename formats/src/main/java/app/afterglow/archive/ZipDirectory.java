package app.afterglow.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory at the end of an archive's ZIP (PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16).
 * It is read once; of each entry only its place in the directory is kept, some thirty bytes, so
 * that an archive of a million files opens in little memory. Nothing outside the directory is read
 * before it is asked for.
 *
 * <p>Everything in it is taken as hostile: places and sizes are checked against the file's, and
 * names are those of the format or none.
 */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int ZIP64_LOCATOR = 0x07064b50;
  private static final int ZIP64_LOCATOR_LENGTH = 20;
  private static final int ZIP64_END = 0x06064b50;
  private static final int ZIP64_END_LENGTH = 56;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_LENGTH = 46;
  private static final int LARGEST_COMMENT = 0xffff;
  private static final long MAX_32 = 0xffffffffL;

  /** A top folder's name: one step, and not to where it is or out of it. */
  private static final Pattern TOP_FOLDER =
      Pattern.compile("(?!\\.\\.?$)[^/\\\\:\\p{Cntrl}]{1,255}");

  private static final int LONGEST_NAME = 1_024;

  private final SeekableByteChannel channel;
  private final long start;
  private final long hashKey = new SecureRandom().nextLong();
  private byte[] topFolder = new byte[0];
  private long[] places = new long[1 << 6];
  private long[] hashes = new long[1 << 6];
  private int[] table = new int[1 << 8];
  private int entries;

  private ZipDirectory(SeekableByteChannel channel, long start) {
    this.channel = channel;
    this.start = start;
  }

  /**
   * One file in the ZIP.
   *
   * @param path its path below the top folder
   * @param name its whole name as it stands there
   * @param method 0 STORED, 8 DEFLATED
   * @param crc CRC-32 of its content
   * @param compressedSize bytes in the ZIP
   * @param size bytes of its content
   * @param header where its local header stands
   */
  record Entry(
      String path, byte[] name, int method, long crc, long compressedSize, long size, long header) {
    boolean isStored() {
      return method == 0;
    }
  }

  /** Where the directory stands, and how many entries it has. */
  private record Place(long start, long length, long entries) {}

  /**
   * Reads it.
   *
   * @throws app.afterglow.problem.UnsupportedInputException where the content is no ZIP at all
   * @throws app.afterglow.problem.DamagedInputException where it is malformed
   */
  static ZipDirectory read(SeekableByteChannel channel) throws IOException {
    Place place = place(channel);
    ZipDirectory directory = new ZipDirectory(channel, place.start);
    directory.readEntries(place);
    return directory;
  }

  private static Place place(SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    // The end record alone first: its place is known unless somebody added a comment.
    for (long back : new long[] {END_LENGTH, END_LENGTH + LARGEST_COMMENT}) {
      int length = (int) Math.min(size, back);
      ByteBuffer tail = ChannelSlice.read(channel, size - length, length);
      for (int at = length - END_LENGTH; at >= 0; at--) {
        if (tail.getInt(at) == END
            && Short.toUnsignedInt(tail.getShort(at + 20)) == length - END_LENGTH - at) {
          return place(channel, size - length + at, tail.slice(at, END_LENGTH).order(tail.order()));
        }
      }
    }
    throw ArchiveProblems.notAnArchive("there is no ZIP directory at its end");
  }

  private static Place place(SeekableByteChannel channel, long endAt, ByteBuffer end)
      throws IOException {
    long entries = Short.toUnsignedLong(end.getShort(10));
    long length = Integer.toUnsignedLong(end.getInt(12));
    long start = Integer.toUnsignedLong(end.getInt(16));
    long directoryEnd = endAt;
    if (entries == 0xffff || length == MAX_32 || start == MAX_32) {
      ByteBuffer zip64 = zip64End(channel, endAt);
      if (zip64 != null) {
        directoryEnd = zip64.getLong(ZIP64_END_LENGTH);
        entries = zip64.getLong(32);
        length = zip64.getLong(40);
        start = zip64.getLong(48);
      }
    }
    boolean fits =
        start >= 0
            && length >= 0
            && start <= directoryEnd
            && length <= directoryEnd - start
            && entries >= 0
            && entries <= length / HEADER_LENGTH
            && entries < Integer.MAX_VALUE / 4;
    if (!fits) {
      throw ArchiveProblems.zip("its directory is not where it should be", null);
    }
    return new Place(start, length, entries);
  }

  /** The ZIP64 end record followed by its own place, null where there is none. */
  private static @Nullable ByteBuffer zip64End(SeekableByteChannel channel, long endAt)
      throws IOException {
    if (endAt < ZIP64_LOCATOR_LENGTH) {
      return null;
    }
    long locatorAt = endAt - ZIP64_LOCATOR_LENGTH;
    ByteBuffer locator = ChannelSlice.read(channel, locatorAt, ZIP64_LOCATOR_LENGTH);
    if (locator.getInt(0) != ZIP64_LOCATOR) {
      return null;
    }
    long at = locator.getLong(8);
    if (at < 0 || at > locatorAt - ZIP64_END_LENGTH) {
      throw ArchiveProblems.zip("its ZIP64 end record is not where it should be", null);
    }
    ByteBuffer end = ChannelSlice.read(channel, at, ZIP64_END_LENGTH);
    if (end.getInt(0) != ZIP64_END) {
      throw ArchiveProblems.zip("its ZIP64 end record is missing", null);
    }
    ByteBuffer withPlace = ByteBuffer.allocate(ZIP64_END_LENGTH + 8).order(end.order());
    return withPlace.put(end).putLong(at).flip();
  }

  private void readEntries(Place place) throws IOException {
    long position = place.start;
    try (InputStream in =
        new BufferedInputStream(new ChannelSlice(channel, place.start, place.length), 1 << 16)) {
      for (long i = 0; i < place.entries; i++) {
        byte[] header = in.readNBytes(HEADER_LENGTH);
        int variable = header.length < HEADER_LENGTH ? 0 : variableLength(header);
        byte[] record = Arrays.copyOf(header, HEADER_LENGTH + variable);
        if (header.length < HEADER_LENGTH
            || in.readNBytes(record, HEADER_LENGTH, variable) < variable) {
          throw ArchiveProblems.zip("its directory is cut off", null);
        }
        Entry entry = parse(record);
        if (!entry.path.isEmpty() && !entry.path.endsWith("/")) {
          add(entry, position);
        }
        position += record.length;
      }
    }
    if (entries == 0) {
      throw ArchiveProblems.notAnArchive("its ZIP is empty");
    }
  }

  private static int variableLength(byte[] header) {
    ByteBuffer in = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    return Short.toUnsignedInt(in.getShort(28))
        + Short.toUnsignedInt(in.getShort(30))
        + Short.toUnsignedInt(in.getShort(32));
  }

  private Entry parse(byte[] record) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) != HEADER) {
      throw ArchiveProblems.zip("an entry of its directory is malformed", null);
    }
    int nameLength = Short.toUnsignedInt(in.getShort(28));
    byte[] name = Arrays.copyOfRange(record, HEADER_LENGTH, HEADER_LENGTH + nameLength);
    String path = path(name);
    int method = Short.toUnsignedInt(in.getShort(10));
    if ((in.getShort(8) & 1) != 0 || (method != 0 && method != 8)) {
      throw ArchiveProblems.entry(path, "encrypted, or compressed by another method", null);
    }
    long compressed = Integer.toUnsignedLong(in.getInt(20));
    long size = Integer.toUnsignedLong(in.getInt(24));
    long header = Integer.toUnsignedLong(in.getInt(42));
    ByteBuffer zip64 = zip64Extra(in, HEADER_LENGTH + nameLength);
    if (zip64 != null) {
      // Each field is there only where the one of 32 bits is full, in this order (4.5.3).
      size = size == MAX_32 && zip64.remaining() >= 8 ? zip64.getLong() : size;
      compressed = compressed == MAX_32 && zip64.remaining() >= 8 ? zip64.getLong() : compressed;
      header = header == MAX_32 && zip64.remaining() >= 8 ? zip64.getLong() : header;
    }
    boolean fits =
        size >= 0
            && compressed >= 0
            && header >= 0
            && header <= start
            && compressed <= start - header
            && (method != 0 || size == compressed);
    if (!fits) {
      throw ArchiveProblems.entry(path, "its size or place can't be", null);
    }
    return new Entry(
        path, name, method, Integer.toUnsignedLong(in.getInt(16)), compressed, size, header);
  }

  private static @Nullable ByteBuffer zip64Extra(ByteBuffer record, int extraAt) {
    int end = extraAt + Short.toUnsignedInt(record.getShort(30));
    for (int at = extraAt; at + 4 <= end; ) {
      int length = Short.toUnsignedInt(record.getShort(at + 2));
      if (record.getShort(at) == 1 && at + 4 + length <= end) {
        return record.slice(at + 4, length).order(ByteOrder.LITTLE_ENDIAN);
      }
      at += 4 + length;
    }
    return null;
  }

  /** The path below the top folder, which all entries share; empty for that folder itself. */
  private String path(byte[] name) throws IOException {
    if (topFolder.length == 0) {
      topFolder = topFolder(name);
    }
    int from = topFolder.length;
    if (name.length < from || !Arrays.equals(name, 0, from, topFolder, 0, from)) {
      throw ArchiveProblems.notAnArchive("its files don't stand in one folder");
    }
    if (!isPath(name, from)) {
      throw ArchiveProblems.zip("a file in it has a name that archives don't have", null);
    }
    return new String(name, from, name.length - from, StandardCharsets.US_ASCII);
  }

  /** The first step of a name with its slash. */
  private static byte[] topFolder(byte[] name) throws IOException {
    int end = 0;
    while (end < name.length && name[end] != '/') {
      end++;
    }
    if (end == name.length || !TOP_FOLDER.matcher(utf8(name, end)).matches()) {
      throw ArchiveProblems.notAnArchive("its files don't stand in one folder");
    }
    return Arrays.copyOf(name, end + 1);
  }

  private static String utf8(byte[] bytes, int length) throws IOException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw ArchiveProblems.zip("a name in it is not UTF-8", e);
    }
  }

  /**
   * Whether this is a name that the format has below the top folder: steps of ASCII letters,
   * digits, dots, hyphens and underscores, none of them empty or with a dot in front. None of them
   * can lead out of a folder.
   */
  private static boolean isPath(byte[] name, int from) {
    boolean atStep = true;
    for (int i = from; i < name.length; i++) {
      byte c = name[i];
      boolean ordinary =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      boolean allowed = ordinary || (!atStep && (c == '.' || c == '/'));
      if (!allowed) {
        return false;
      }
      atStep = c == '/';
    }
    return name.length <= LONGEST_NAME;
  }

  private void add(Entry entry, long place) throws IOException {
    if (numberOf(entry.path) >= 0) {
      throw ArchiveProblems.entry(entry.path, "there twice", null);
    }
    if (entries == places.length) {
      places = Arrays.copyOf(places, places.length * 2);
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
    }
    places[entries] = place;
    hashes[entries] = hash(entry.path);
    entries++;
    if (entries > table.length / 2) {
      table = new int[table.length * 2];
      for (int number = 0; number < entries; number++) {
        insert(number);
      }
    } else {
      insert(entries - 1);
    }
  }

  private void insert(int number) {
    int slot = slot(hashes[number]);
    while (table[slot] != 0) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = number + 1;
  }

  private int slot(long hash) {
    return (int) hash & (table.length - 1);
  }

  /** Under a key of chance: nobody can make up names that meet in the table and make it slow. */
  private long hash(String path) {
    long hash = hashKey;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  /** The top folder's name. */
  String topFolder() {
    return new String(topFolder, 0, topFolder.length - 1, StandardCharsets.UTF_8);
  }

  /** Files in the ZIP. */
  int size() {
    return entries;
  }

  /** A file by its number, from 0, in the directory's order. */
  Entry get(int number) throws IOException {
    int variable = variableLength(ChannelSlice.bytes(channel, places[number], HEADER_LENGTH));
    return parse(ChannelSlice.bytes(channel, places[number], HEADER_LENGTH + variable));
  }

  /** A file by its path below the top folder, null where there is none. */
  @Nullable Entry find(String path) throws IOException {
    int number = numberOf(path);
    return number < 0 ? null : get(number);
  }

  /** A file's number by its path below the top folder, -1 where there is none. */
  int numberOf(String path) throws IOException {
    long hash = hash(path);
    for (int slot = slot(hash); table[slot] != 0; slot = (slot + 1) & (table.length - 1)) {
      int number = table[slot] - 1;
      if (hashes[number] == hash && get(number).path.equals(path)) {
        return number;
      }
    }
    return -1;
  }

  /**
   * Makes sure that files don't share bytes and stand in the directory's order, so that a reader
   * that goes from the beginning sees the same files.
   */
  void requireOrder() throws IOException {
    long end = 0;
    for (int number = 0; number < entries; number++) {
      Entry entry = get(number);
      if (entry.header < end) {
        throw ArchiveProblems.entry(entry.path, "it shares bytes with another file", null);
      }
      end = ZipContent.contentStart(channel, entry) + entry.compressedSize;
    }
    if (end > start) {
      throw ArchiveProblems.zip("the last file reaches into the directory", null);
    }
  }
}

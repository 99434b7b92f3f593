package app.afterglow.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Writes a ZIP (PKWARE APPNOTE 6.3.10) to a stream that can't be gone back in. A library's writer
 * keeps an object for each entry until the end, half a kilobyte and more; a history has a million
 * attachments, so the directory goes into a spool here instead.
 *
 * <table>
 * <caption>An entry</caption>
 * <tr><td>4.3.7</td><td>local header; with the sizes and CRC where they are known, else flag bit 3</td></tr>
 * <tr><td>4.3.8</td><td>content, DEFLATED or STORED</td></tr>
 * <tr><td>4.3.9</td><td>data descriptor with signature, where flag bit 3 is set</td></tr>
 * </table>
 *
 * <p>Names are UTF-8 (flag bit 11), times UTC, permissions {@code rw-------}: it is somebody's
 * private mail.
 */
final class ZipOut implements AutoCloseable {

  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int FLAG_DESCRIPTOR = 1 << 3;
  private static final int FLAG_UTF8 = 1 << 11;
  private static final int VERSION = 20;
  private static final int VERSION_ZIP64 = 45;
  private static final int MADE_BY_UNIX = 3 << 8 | VERSION_ZIP64;
  private static final int MODE = 0100600;
  private static final long MAX_32 = 0xffffffffL;
  private static final int MAX_16 = 0xffff;

  /** Info-ZIP's extended timestamp: id, length, flags (1: modified), seconds since 1970 UTC. */
  private static final int TIMESTAMP = 0x5455;

  private static final int TIMESTAMP_LENGTH = 9;

  /** Deflating may lengthen a content a little: beyond this, eight bytes a size are taken. */
  private static final long SURELY_32 = 4_000_000_000L;

  private final OutputStream out;
  private final Instant time;
  private final LineSpool directory;
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final byte[] deflated = new byte[1 << 14];
  private long position;

  /**
   * Begins a ZIP.
   *
   * @param out where it goes; not closed
   * @param beside the file in whose folder the directory may be held back, encrypted
   * @param time the time of entries that have none of their own
   */
  ZipOut(OutputStream out, Path beside, Instant time) {
    this.out = out;
    this.directory = new LineSpool(beside);
    this.time = time;
  }

  /** A DEFLATED entry of unknown size that is sure to stay below 4 GB; closed before the next. */
  Entry deflated(String name) throws IOException {
    return new Entry(name, DEFLATED, 0, 0, null, Deflater.DEFAULT_COMPRESSION);
  }

  /** A DEFLATED entry of about this size in bytes; closed before the next. */
  Entry deflated(String name, long size) throws IOException {
    return new Entry(name, DEFLATED, size, 0, null, Deflater.DEFAULT_COMPRESSION);
  }

  /**
   * A DEFLATED entry of at most this size in bytes that keeps its file's time; closed before the
   * next.
   *
   * @param level how hard to deflate: {@link Deflater}'s levels
   */
  Entry deflated(String name, long size, Instant modified, int level) throws IOException {
    return new Entry(name, DEFLATED, size, 0, modified, level);
  }

  /** A STORED entry of exactly this size in bytes and CRC; closed before the next. */
  Entry stored(String name, long size, long crc) throws IOException {
    return new Entry(name, STORED, size, crc, null, Deflater.DEFAULT_COMPRESSION);
  }

  /** One entry's content. */
  final class Entry extends OutputStream {
    private final byte[] name;
    private final int method;
    private final boolean zip64;
    private final long start = position;
    private final long contentStart;
    private final long expectedSize;
    private final long expectedCrc;
    private final int dosTime;
    private final int dosDate;
    private final byte[] timestamp;
    private final CRC32 crc = new CRC32();
    private final byte[] single = new byte[1];
    private long size;

    private Entry(
        String name, int method, long size, long crc, @Nullable Instant modified, int level)
        throws IOException {
      this.name = name.getBytes(StandardCharsets.UTF_8);
      this.method = method;
      this.expectedSize = size;
      this.expectedCrc = crc;
      this.zip64 = size > SURELY_32;
      LocalDateTime utc =
          LocalDateTime.ofInstant(modified == null ? time : modified, ZoneOffset.UTC);
      // The years a DOS date has room for.
      int year = Math.clamp(utc.getYear(), 1980, 2107);
      this.dosDate = (year - 1980) << 9 | utc.getMonthValue() << 5 | utc.getDayOfMonth();
      this.dosTime = utc.getHour() << 11 | utc.getMinute() << 5 | utc.getSecond() / 2;
      this.timestamp = modified == null ? new byte[0] : timestamp(modified.getEpochSecond());
      deflater.reset();
      deflater.setLevel(level);
      writeLocalHeader();
      this.contentStart = position;
    }

    /** Of times that the field has no room for, there is only the DOS date. */
    private static byte[] timestamp(long seconds) {
      if (seconds != (int) seconds) {
        return new byte[0];
      }
      ByteBuffer field = buffer(TIMESTAMP_LENGTH);
      field.putShort((short) TIMESTAMP).putShort((short) 5).put((byte) 1).putInt((int) seconds);
      return bytes(field);
    }

    private int flags() {
      return FLAG_UTF8 | (method == DEFLATED ? FLAG_DESCRIPTOR : 0);
    }

    private int version() {
      return zip64 ? VERSION_ZIP64 : VERSION;
    }

    private void writeLocalHeader() throws IOException {
      long known = method == STORED ? expectedSize : 0;
      ByteBuffer header = buffer(30 + name.length + 20 + timestamp.length);
      header.putInt(0x04034b50).putShort((short) version()).putShort((short) flags());
      header.putShort((short) method).putShort((short) dosTime).putShort((short) dosDate);
      header.putInt((int) expectedCrc);
      header.putInt((int) (zip64 ? MAX_32 : known)).putInt((int) (zip64 ? MAX_32 : known));
      header.putShort((short) name.length);
      header.putShort((short) ((zip64 ? 20 : 0) + timestamp.length));
      header.put(name);
      if (zip64) {
        header.putShort((short) 1).putShort((short) 16).putLong(known).putLong(known);
      }
      header.put(timestamp);
      emit(header);
    }

    @Override
    public void write(int b) throws IOException {
      single[0] = (byte) b;
      write(single, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      crc.update(source, offset, length);
      size += length;
      if (method == STORED) {
        emit(source, offset, length);
        return;
      }
      deflater.setInput(source, offset, length);
      while (!deflater.needsInput()) {
        emit(deflated, 0, deflater.deflate(deflated));
      }
    }

    /** Ends the entry. */
    @Override
    public void close() throws IOException {
      if (method == DEFLATED) {
        deflater.finish();
        while (!deflater.finished()) {
          emit(deflated, 0, deflater.deflate(deflated));
        }
      } else if (size != expectedSize || crc.getValue() != expectedCrc) {
        throw new IOException("content changed while it was written");
      }
      long compressed = position - contentStart;
      if (!zip64 && (size >= MAX_32 || compressed >= MAX_32)) {
        throw new IllegalStateException("entry larger than announced");
      }
      if (method == DEFLATED) {
        writeDescriptor(compressed);
      }
      addToDirectory(compressed);
    }

    private void writeDescriptor(long compressed) throws IOException {
      ByteBuffer descriptor = buffer(24);
      descriptor.putInt(0x08074b50).putInt((int) crc.getValue());
      if (zip64) {
        descriptor.putLong(compressed).putLong(size);
      } else {
        descriptor.putInt((int) compressed).putInt((int) size);
      }
      emit(descriptor);
    }

    /** APPNOTE 4.3.12 and 4.5.3. */
    private void addToDirectory(long compressed) throws IOException {
      ByteBuffer extra = buffer(28);
      for (long value : new long[] {size, compressed, start}) {
        if (value >= MAX_32) {
          extra.putLong(value);
        }
      }
      int extraLength = extra.position() == 0 ? 0 : 4 + extra.position();
      int allExtra = extraLength + timestamp.length;
      ByteBuffer header = buffer(46 + name.length + allExtra);
      header.putInt(0x02014b50).putShort((short) MADE_BY_UNIX);
      header.putShort((short) (extraLength > 0 ? VERSION_ZIP64 : version()));
      header.putShort((short) flags()).putShort((short) method);
      header.putShort((short) dosTime).putShort((short) dosDate).putInt((int) crc.getValue());
      header.putInt((int) Math.min(compressed, MAX_32)).putInt((int) Math.min(size, MAX_32));
      header.putShort((short) name.length).putShort((short) allExtra).putShort((short) 0);
      header.putShort((short) 0).putShort((short) 0).putInt(MODE << 16);
      header.putInt((int) Math.min(start, MAX_32));
      header.put(name);
      if (extraLength > 0) {
        header.putShort((short) 1).putShort((short) extra.position()).put(extra.flip());
      }
      header.put(timestamp);
      directory.add(bytes(header));
    }
  }

  /** Writes the directory and its end (APPNOTE 4.3.14 to 4.3.16). Nothing can follow. */
  void finish() throws IOException {
    long start = position;
    long entries = directory.lines();
    try (InputStream in = directory.replay()) {
      byte[] block = new byte[1 << 14];
      for (int count = in.read(block); count > 0; count = in.read(block)) {
        emit(block, 0, count);
      }
    }
    long length = position - start;
    if (entries >= MAX_16 || start >= MAX_32 || length >= MAX_32) {
      long zip64End = position;
      ByteBuffer end = buffer(56 + 20);
      end.putInt(0x06064b50).putLong(44).putShort((short) MADE_BY_UNIX);
      end.putShort((short) VERSION_ZIP64).putInt(0).putInt(0).putLong(entries).putLong(entries);
      end.putLong(length).putLong(start);
      end.putInt(0x07064b50).putInt(0).putLong(zip64End).putInt(1);
      emit(end);
    }
    ByteBuffer end = buffer(22);
    short count = (short) Math.min(entries, MAX_16);
    end.putInt(0x06054b50).putShort((short) 0).putShort((short) 0).putShort(count).putShort(count);
    end.putInt((int) Math.min(length, MAX_32)).putInt((int) Math.min(start, MAX_32));
    end.putShort((short) 0);
    emit(end);
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer filled) {
    byte[] bytes = new byte[filled.position()];
    filled.get(0, bytes);
    return bytes;
  }

  private void emit(ByteBuffer filled) throws IOException {
    byte[] bytes = bytes(filled);
    emit(bytes, 0, bytes.length);
  }

  private void emit(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    position += length;
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    directory.close();
  }
}

package app.afterglow.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The content of one file in the ZIP. It never yields more bytes than the directory announces, and
 * size and CRC are checked at its end.
 */
final class ZipContent extends InputStream {

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int LOCAL_HEADER_LENGTH = 30;

  private final ZipDirectory.Entry entry;
  private final Inflater inflater = new Inflater(true);
  private final InputStream in;
  private final CRC32 crc = new CRC32();
  private final byte[] single = new byte[1];
  private long count;

  private ZipContent(ZipDirectory.Entry entry, InputStream raw) {
    this.entry = entry;
    this.in = entry.isStored() ? raw : new InflaterInputStream(raw, inflater, 1 << 15);
  }

  /** The whole content. */
  static ZipContent open(SeekableByteChannel channel, ZipDirectory.Entry entry) throws IOException {
    long start = contentStart(channel, entry);
    return new ZipContent(entry, new ChannelSlice(channel, start, entry.compressedSize()));
  }

  /** A part of a STORED content, without its CRC being checked: age has authenticated it. */
  static InputStream range(
      SeekableByteChannel channel, ZipDirectory.Entry entry, long offset, long length)
      throws IOException {
    Objects.checkFromIndexSize(offset, length, entry.size());
    return new ChannelSlice(channel, contentStart(channel, entry) + offset, length);
  }

  /** Behind the local header (APPNOTE 4.3.7), which has to be the directory entry's. */
  static long contentStart(SeekableByteChannel channel, ZipDirectory.Entry entry)
      throws IOException {
    int nameLength = entry.name().length;
    byte[] bytes = ChannelSlice.bytes(channel, entry.header(), LOCAL_HEADER_LENGTH + nameLength);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean fits =
        header.getInt(0) == LOCAL_HEADER
            && Short.toUnsignedInt(header.getShort(26)) == nameLength
            && Arrays.equals(
                bytes,
                LOCAL_HEADER_LENGTH,
                LOCAL_HEADER_LENGTH + nameLength,
                entry.name(),
                0,
                nameLength);
    if (!fits) {
      throw ArchiveProblems.entry(entry.path(), "its local header is another's", null);
    }
    int extraLength = Short.toUnsignedInt(header.getShort(28));
    return entry.header() + LOCAL_HEADER_LENGTH + nameLength + extraLength;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(target, offset, length);
    } catch (ZipException | EOFException e) {
      throw ArchiveProblems.entry(entry.path(), "its compressed data is malformed", e);
    }
    if (read > 0) {
      count += read;
      crc.update(target, offset, read);
      if (count > entry.size()) {
        throw ArchiveProblems.entry(entry.path(), "larger than the directory says", null);
      }
    } else if (read < 0) {
      requireWhole();
    }
    return read;
  }

  private void requireWhole() throws IOException {
    if (count != entry.size()) {
      throw ArchiveProblems.entry(entry.path(), "smaller than the directory says", null);
    }
    if (crc.getValue() != entry.crc()) {
      throw ArchiveProblems.entry(entry.path(), "its CRC-32 does not fit", null);
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}

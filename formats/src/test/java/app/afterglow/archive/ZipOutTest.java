package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our ZIP against a reader that isn't ours, and against our own. */
class ZipOutTest {

  private static final Instant TIME = Instant.parse("2023-11-30T08:00:42Z");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("a.zip");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void writesNamesTimesAndPermissions() throws IOException {
    try (OutputStream out = SparseFile.create(file);
        ZipOut zip = new ZipOut(out, file, TIME)) {
      try (ZipOut.Entry entry = zip.deflated("été/a.txt")) {
        entry.write(utf8("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
      }
      CRC32 crc = new CRC32();
      crc.update(utf8("b"));
      try (ZipOut.Entry entry = zip.stored("été/b", 1, crc.getValue())) {
        entry.write('b');
      }
      zip.finish();
    }

    try (ZipFile read = ZipFile.builder().setPath(file).get()) {
      List<ZipArchiveEntry> entries = Collections.list(read.getEntries());
      assertThat(entries)
          .extracting(ZipArchiveEntry::getName)
          .containsExactly("été/a.txt", "été/b");
      assertThat(entries).extracting(ZipArchiveEntry::getUnixMode).containsOnly(0100600);
      assertThat(entries).extracting(ZipArchiveEntry::getMethod).containsExactly(8, 0);
      assertThat(entries)
          .allMatch(entry -> entry.getTimeLocal().toString().equals("2023-11-30T08:00:42"));
      try (InputStream in = read.getInputStream(entries.getFirst())) {
        assertThat(in.readAllBytes()).asString().startsWith("aaaa").hasSize(41);
      }
    }
  }

  @Test
  void writesMoreEntriesThanSixteenBitsCount() throws IOException {
    int count = 70_000;
    try (OutputStream out = SparseFile.create(file);
        ZipOut zip = new ZipOut(out, file, TIME)) {
      for (int i = 0; i < count; i++) {
        try (ZipOut.Entry entry = zip.deflated("top/" + i)) {
          entry.write(i);
        }
      }
      zip.finish();
    }

    try (ZipFile read = ZipFile.builder().setPath(file).get()) {
      assertThat(Collections.list(read.getEntries())).hasSize(count);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ZipDirectory directory = ZipDirectory.read(channel);
      assertThat(directory.size()).isEqualTo(count);
      for (int i : new int[] {0, 255, 65_535, 65_536, count - 1}) {
        assertThat(directory.numberOf(Integer.toString(i))).isEqualTo(i);
        assertThat(content(channel, directory, Integer.toString(i)))
            .isEqualTo(new byte[] {(byte) i});
      }
      assertThat(directory.find("70000")).isNull();
      directory.requireOrder();
    }
  }

  private static byte[] content(FileChannel channel, ZipDirectory directory, String path)
      throws IOException {
    ZipDirectory.Entry entry = directory.get(directory.numberOf(path));
    try (InputStream in = ZipContent.open(channel, entry)) {
      return in.readAllBytes();
    }
  }

  /** The content is a hole in a sparse file, so that four gigabytes cost nothing. */
  @Test
  void writesMoreBytesThanThirtyTwoBitsCount() throws IOException {
    long size = (1L << 32) + 5;
    byte[] zeros = new byte[1 << 20];
    CRC32 crc = new CRC32();
    for (long left = size; left > 0; left -= zeros.length) {
      crc.update(zeros, 0, (int) Math.min(left, zeros.length));
    }
    try (OutputStream out = SparseFile.create(file);
        ZipOut zip = new ZipOut(out, file, TIME)) {
      try (ZipOut.Entry entry = zip.stored("top/large", size, crc.getValue())) {
        for (long left = size; left > 0; left -= zeros.length) {
          entry.write(zeros, 0, (int) Math.min(left, zeros.length));
        }
      }
      try (ZipOut.Entry entry = zip.deflated("top/announced", size)) {
        entry.write(utf8("smaller than announced"));
      }
      try (ZipOut.Entry entry = zip.deflated("top/after")) {
        entry.write(utf8("after"));
      }
      zip.finish();
    }

    try (ZipFile read = ZipFile.builder().setPath(file).get()) {
      assertThat(read.getEntry("top/large").getSize()).isEqualTo(size);
      for (String name : List.of("announced", "after")) {
        try (InputStream in = read.getInputStream(read.getEntry("top/" + name))) {
          assertThat(in.readAllBytes()).asString().contains("a");
        }
      }
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ZipDirectory directory = ZipDirectory.read(channel);
      directory.requireOrder();
      assertThat(directory.get(0).size()).isEqualTo(size);
      assertThat(content(channel, directory, "announced"))
          .isEqualTo(utf8("smaller than announced"));
      assertThat(content(channel, directory, "after")).isEqualTo(utf8("after"));
      try (InputStream in = ZipContent.range(channel, directory.get(0), size - 3, 3)) {
        assertThat(in.readAllBytes()).isEqualTo(new byte[3]);
      }
    }
  }

  /** Writes to a file, leaving out blocks of zeros. */
  private static final class SparseFile extends OutputStream {
    private static final byte[] ZEROS = new byte[1 << 20];
    private final FileChannel channel;
    private final OutputStream out;

    private SparseFile(FileChannel channel) {
      this.channel = channel;
      this.out = Channels.newOutputStream(channel);
    }

    static OutputStream create(Path file) throws IOException {
      return new BufferedOutputStream(
          new SparseFile(
              FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)),
          1 << 16);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length == ZEROS.length && offset == 0 && Arrays.equals(bytes, ZEROS)) {
        channel.position(channel.position() + length);
      } else {
        out.write(bytes, offset, length);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

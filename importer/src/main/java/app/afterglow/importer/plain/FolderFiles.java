package app.afterglow.importer.plain;

import app.afterglow.files.UnfinishedFolder;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/** A folder whose files are flushed and read back one by one, while the next is written. */
final class FolderFiles implements FolderSet {

  private final UnfinishedFolder folder;
  private final Flushing flushing = new Flushing();

  private FolderFiles(UnfinishedFolder folder) {
    this.folder = folder;
  }

  static FolderFiles create(@Nullable Path output) throws IOException {
    if (output == null) {
      throw PlainProblems.noOutput();
    }
    return new FolderFiles(UnfinishedFolder.begin(output));
  }

  @Override
  public OutputStream file(String path, @Nullable Instant modified, @Nullable String mediaType)
      throws IOException {
    Path file = inside(path);
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new VerifiedFile(file, channel, modified, flushing);
  }

  @Override
  public FileSet zip(String path) throws IOException {
    return ZipFiles.create(PartFile.create(inside(path)));
  }

  private Path inside(String path) {
    Path content = folder.content();
    Path file = content.resolve(path).normalize();
    if (!file.startsWith(content) || file.equals(content)) {
      throw new IllegalArgumentException("not inside the folder: " + path);
    }
    return file;
  }

  @Override
  public boolean takesContent() {
    return true;
  }

  @Override
  public List<Path> finish() throws IOException {
    flushing.await();
    folder.finish();
    return List.of(folder.target());
  }

  @Override
  public void close() throws IOException {
    try (folder) {
      flushing.close();
    }
  }

  /** A file that is flushed to disk, read back and compared after it is closed. */
  private static final class VerifiedFile extends FilterOutputStream {
    private final Path file;
    private final FileChannel channel;
    private final CheckedOutputStream checked;
    private final @Nullable Instant modified;
    private final Flushing flushing;
    private boolean closed;

    VerifiedFile(Path file, FileChannel channel, @Nullable Instant modified, Flushing flushing) {
      CheckedOutputStream stream =
          new CheckedOutputStream(Channels.newOutputStream(channel), new CRC32C());
      super(new BufferedOutputStream(stream, 1 << 15));
      this.file = file;
      this.channel = channel;
      this.checked = stream;
      this.modified = modified;
      this.flushing = flushing;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try {
        flush();
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      flushing.later(this::settle);
    }

    private void settle() throws IOException {
      try (channel) {
        channel.force(true);
      }
      PartFile.verify(file, checked.getChecksum().getValue());
      if (modified != null) {
        Files.setLastModifiedTime(file, FileTime.from(modified));
      }
    }
  }
}

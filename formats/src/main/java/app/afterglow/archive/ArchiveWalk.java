package app.afterglow.archive;

import app.afterglow.age.AgeChannel;
import app.afterglow.progress.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Goes through every file of an archive by its two manifests, on as many threads as there are
 * cores, and compares each file's hash with the manifest's. A file that stands in no manifest, or
 * in one but not in the archive, is an error.
 */
final class ArchiveWalk implements AutoCloseable {

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})[ \\t]+\\*?(\\S+)");
  private static final int LONGEST_LINE = 2_000;
  private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);

  private final ArchiveReader reader;
  private final Progress progress;
  private final Visitor visitor;
  private final ExecutorService pool =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("archive-", 0).factory());
  private final List<AgeChannel> channels = new ArrayList<>();
  private final BlockingQueue<AgeChannel> free = new LinkedBlockingQueue<>();
  private final Deque<Future<FileFacts>> underWay = new ArrayDeque<>();
  private final AtomicLong bytesDone = new AtomicLong();
  private final BitSet seen = new BitSet();
  private long bytesReported;

  /** Reads one file, to its end; called from several threads. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Reads it.
     *
     * @param channel the archive, this thread's alone
     * @param done takes the bytes that are read, as they are
     * @return what was found, with the content's hash
     */
    FileFacts visit(AgeChannel channel, ZipDirectory.Entry entry, LongConsumer done)
        throws IOException;
  }

  /** Takes what was found, in the manifests' order; called from the walk's own thread. */
  @FunctionalInterface
  interface Collector {
    void found(FileFacts facts) throws IOException;
  }

  ArchiveWalk(ArchiveReader reader, Progress progress, Visitor visitor) throws IOException {
    this.reader = reader;
    this.progress = progress;
    this.visitor = visitor;
    try {
      for (int i = 0; i < THREADS; i++) {
        AgeChannel channel = reader.channel().another();
        channels.add(channel);
        free.add(channel);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Goes through everything. */
  void run(Collector collector) throws IOException {
    ZipDirectory directory = reader.directory();
    long bytes = 0;
    for (int number = 0; number < directory.size(); number++) {
      bytes += directory.get(number).size();
    }
    progress.start(Progress.Stage.VERIFYING, directory.size(), bytes);
    readManifest(Layout.MANIFEST, collector);
    readManifest(Layout.TAG_MANIFEST, collector);
    // The one file no manifest can name: its own hash would have to stand in it.
    submit(Layout.TAG_MANIFEST, null, 0, Layout.TAG_MANIFEST, collector);
    while (!underWay.isEmpty()) {
      collect(collector);
    }
    int missed = seen.nextClearBit(0);
    if (missed < directory.size()) {
      throw ArchiveProblems.entry(directory.get(missed).path(), "in no manifest", null);
    }
  }

  private void readManifest(String manifest, Collector collector) throws IOException {
    boolean payload = manifest.equals(Layout.MANIFEST);
    try (InputStream content = reader.content(manifest);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()))) {
      StringBuilder line = new StringBuilder();
      for (long number = 1; readLine(lines, line, manifest, number); number++) {
        Matcher match = LINE.matcher(line);
        if (!match.matches()) {
          throw ArchiveProblems.line(manifest, number, "not a hash and a path", null);
        }
        String path = match.group(2);
        if (path.startsWith(Layout.PAYLOAD_FOLDER) != payload) {
          throw ArchiveProblems.line(manifest, number, "a file of the other manifest", null);
        }
        submit(path, match.group(1), number, manifest, collector);
      }
    } catch (CharacterCodingException e) {
      throw ArchiveProblems.entry(manifest, "not UTF-8", e);
    }
  }

  private static boolean readLine(
      BufferedReader in, StringBuilder line, String manifest, long number) throws IOException {
    line.setLength(0);
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return true;
      }
      line.append((char) c);
      if (line.length() > LONGEST_LINE) {
        throw ArchiveProblems.line(manifest, number, "too long", null);
      }
    }
    return !line.isEmpty();
  }

  private void submit(
      String path, @Nullable String sha256, long line, String manifest, Collector collector)
      throws IOException {
    int number = reader.directory().numberOf(path);
    if (number < 0) {
      throw ArchiveProblems.entry(path, "in the manifest, but not in the archive", null);
    }
    if (seen.get(number)) {
      throw ArchiveProblems.line(manifest, line, "a file that has a line already", null);
    }
    seen.set(number);
    ZipDirectory.Entry entry = reader.directory().get(number);
    underWay.add(pool.submit(() -> visit(entry, sha256)));
    if (underWay.size() > 2 * THREADS) {
      collect(collector);
    }
  }

  private FileFacts visit(ZipDirectory.Entry entry, @Nullable String sha256)
      throws IOException, InterruptedException {
    AgeChannel channel = free.take();
    try {
      FileFacts facts = visitor.visit(channel, entry, bytesDone::addAndGet);
      if (sha256 != null && !Sha256.hex(facts.sha256()).equals(sha256)) {
        throw ArchiveProblems.entry(entry.path(), "its hash is not the manifest's", null);
      }
      return facts;
    } finally {
      free.add(channel);
    }
  }

  private void collect(Collector collector) throws IOException {
    Future<FileFacts> oldest = underWay.remove();
    FileFacts facts = null;
    while (facts == null) {
      try {
        facts = oldest.get(200, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        report(0);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading an archive");
      } catch (ExecutionException e) {
        throw rethrown(e.getCause());
      }
    }
    collector.found(facts);
    report(1);
  }

  private static IOException rethrown(@Nullable Throwable cause) {
    return switch (cause) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case null, default -> throw new IllegalStateException(cause);
    };
  }

  private void report(long items) {
    long done = bytesDone.get();
    progress.advance(items, done - bytesReported);
    bytesReported = done;
  }

  @Override
  public void close() throws IOException {
    pool.shutdownNow();
    try {
      // A channel must not be closed, and its chunks wiped, under a thread that reads from it.
      pool.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (AgeChannel channel : channels) {
      channel.close();
    }
  }
}

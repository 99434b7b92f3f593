package app.afterglow.launcher.viewer.measure;

import app.afterglow.age.IdentitiesFile;
import app.afterglow.age.Identity;
import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.launcher.viewer.history.FilePages;
import app.afterglow.launcher.viewer.history.MessageFiles;
import app.afterglow.launcher.viewer.search.Query;
import app.afterglow.launcher.viewer.search.Search;
import app.afterglow.model.Attachment;
import app.afterglow.progress.Progress;
import app.afterglow.search.Needles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Measures what the reader promises, at any size: {@code ReaderMeasure MESSAGES FOLDER [BYTES]}.
 * BYTES is the memory that the index may take; a quarter of the heap, as in the program, where it
 * isn't given.
 */
public final class ReaderMeasure {

  private static final PrintStream OUT = System.out;
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final int RUNS = 200;

  private ReaderMeasure() {}

  /** Writes an archive, unless it is there, and measures. */
  public static void main(String[] arguments) throws Exception {
    int messages = Integer.parseInt(arguments[0]);
    Path file = Path.of(arguments[1]).resolve("big-" + messages + ".zip.age");
    Path key = Path.of(arguments[1]).resolve("key-" + messages + ".txt");
    long memory =
        arguments.length > 2 ? Long.parseLong(arguments[2]) : Runtime.getRuntime().maxMemory() / 4;
    if (!Files.exists(file)) {
      try (X25519Identity identity = X25519Identity.generate()) {
        Files.deleteIfExists(key);
        BigArchive.write(file, IdentitiesFile.write(key, identity), messages);
      }
    }
    OUT.printf("archive: %,d messages, %,d MB%n", messages, Files.size(file) >> 20);
    List<Identity> identities = IdentitiesFile.read(key);
    long begin = System.nanoTime();
    try (ArchiveReader archive = ArchiveReader.open(file, identities)) {
      MessageFiles files = new MessageFiles(archive);
      say("open", begin);
      beforeTheIndex(archive, files);
      begin = System.nanoTime();
      Duration processor = processorTime();
      try (Search search = Search.start(new MessageFiles(archive), memory, Progress.SILENT)) {
        search.await(Duration.ofHours(1));
        say("index", begin);
        OUT.printf("  processor time %,d ms%n", processorTime().minus(processor).toMillis());
        Search.State state = search.state();
        OUT.printf(
            "index: %,d messages, %,d to be scanned, %,d MB%n",
            state.read(), state.scanned(), state.bytes() >> 20);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        OUT.printf(
            "heap in use with index: %,d MB of at most %,d MB%n",
            (runtime.totalMemory() - runtime.freeMemory()) >> 20, runtime.maxMemory() >> 20);
        queries(search, messages);
      }
    }
  }

  /** Of the whole process: on a busy machine it says more than the clock. */
  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void beforeTheIndex(ArchiveReader archive, MessageFiles files) throws IOException {
    long begin = System.nanoTime();
    List<FilePages> table = files.of(0);
    say("pages of the largest conversation, first time", begin);
    Random random = new Random(1);
    long count = table.getLast().start() + table.getLast().count();
    times(
        "a page anywhere in it",
        100,
        () -> {
          MessageFiles.Place place = files.place(0, (long) (random.nextDouble() * count));
          return place == null ? null : files.open(place.file().path()).message(place.line());
        });
    times("a date in it", 100, () -> files.ordinalAt(0, 1_400_000_000_000L + random.nextInt()));
    String film =
        archive
            .messages(archive.conversations().getFirst())
            .flatMap(message -> message.attachments().stream())
            .findFirst()
            .map(Attachment::sha256)
            .orElse("");
    ArchiveReader.File content = archive.attachmentFile(film);
    if (content != null) {
      long before = archive.bytesDecrypted();
      times(
          "64 KiB anywhere in a film of 64 MiB",
          100,
          () -> {
            long offset = (long) (random.nextDouble() * (content.size() - (1 << 16)));
            try (InputStream in = archive.range(content.path(), offset, 1 << 16)) {
              return in.readAllBytes();
            }
          });
      OUT.printf(
          "  decrypted for each: %,d KiB%n", (archive.bytesDecrypted() - before) / 100 >> 10);
    }
  }

  private static void queries(Search search, int messages) {
    Random random = new Random(5);
    ask("a frequent word", search, () -> words(BigArchive.word(random.nextInt(50))));
    ask("a rare word", search, () -> words(BigArchive.word(50_000 + random.nextInt(300_000))));
    ask(
        "the first letter of a word",
        search,
        () -> words(BigArchive.word(random.nextInt(60)).substring(0, 1)));
    ask("two letters", search, () -> words(BigArchive.word(random.nextInt(60))));
    ask(
        "two words",
        search,
        () ->
            words(
                BigArchive.word(random.nextInt(500)) + " " + BigArchive.word(random.nextInt(500))));
    ask(
        "a phrase of two frequent words",
        search,
        () ->
            words(
                "\""
                    + BigArchive.word(random.nextInt(40))
                    + " "
                    + BigArchive.word(random.nextInt(40))
                    + "\""));
    ask(
        "a word, a person, a conversation",
        search,
        () ->
            new Query(
                Needles.parse(BigArchive.word(random.nextInt(5_000))),
                Set.of("p" + random.nextInt(60)),
                Set.of(random.nextInt(41)),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                false));
    ask(
        "everything with files",
        search,
        () ->
            new Query(Needles.parse(""), Set.of(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE, true));
    OUT.printf("%,d messages, %d queries of each kind%n", messages, RUNS);
  }

  private static Query words(String typed) {
    return new Query(
        Needles.parse(typed), Set.of(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE, false);
  }

  /** The first answer, as the page gets it: the number of hits, and some of them. */
  private static void ask(String name, Search search, Callable<Query> query) {
    long[] hits = new long[1];
    times(
        name,
        RUNS,
        () -> {
          Search.Answer answer = search.answer(query.call(), null, 30);
          hits[0] += answer.hits().size();
          return answer;
        });
    OUT.printf("  hits in the first answer, on average: %.1f of 30%n", (double) hits[0] / RUNS);
  }

  private static void times(String name, int runs, Callable<?> act) {
    long[] nanos = new long[runs];
    long[] processor = new long[runs];
    try {
      for (int i = 0; i < runs; i++) {
        long begin = System.nanoTime();
        long worked = THREAD.getCurrentThreadCpuTime();
        act.call();
        processor[i] = THREAD.getCurrentThreadCpuTime() - worked;
        nanos[i] = System.nanoTime() - begin;
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    Arrays.sort(nanos);
    Arrays.sort(processor);
    OUT.printf(
        "%-46s p50 %6.1f  p95 %6.1f  max %6.1f ms   processor p50 %6.1f  p95 %6.1f ms%n",
        name,
        nanos[runs / 2] / 1e6,
        nanos[runs * 95 / 100] / 1e6,
        nanos[runs - 1] / 1e6,
        processor[runs / 2] / 1e6,
        processor[runs * 95 / 100] / 1e6);
  }

  private static void say(String name, long begin) {
    OUT.printf("%-46s %9.1f ms%n", name, (System.nanoTime() - begin) / 1e6);
  }
}

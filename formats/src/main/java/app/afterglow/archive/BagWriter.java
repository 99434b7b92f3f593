package app.afterglow.archive;

import app.afterglow.age.AgeOutputStream;
import app.afterglow.age.Identity;
import app.afterglow.age.Recipient;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.Deflater;

/**
 * Writes a bag of files as they are (RFC 8493) into a ZIP into an age file: first the payload, then
 * what is said about it, then the manifests, whose lines stand in the order of the entries. Memory
 * stays flat.
 *
 * <p>Until {@link #finish} has read the whole file back, it is called {@code NAME.part}. Not for
 * several threads.
 */
public final class BagWriter implements AutoCloseable {

  private static final String BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

  private final Path file;
  private final PartFile part;
  private final AgeOutputStream age;
  private final ZipOut zip;
  private final String topFolder;
  private final EntryLog log;
  private final ZipSink sink;
  private final Instant created;
  private final SequencedMap<String, LineSpool> held = new LinkedHashMap<>();

  /** Whether deflating a content is worth the time. */
  public enum Packing {
    /** Text and the like. */
    DEFLATED,
    /** Encrypted or compressed already. */
    AS_IT_IS
  }

  private BagWriter(Path file, PartFile part, AgeOutputStream age, Instant created) {
    this.file = file;
    this.part = part;
    this.age = age;
    this.created = created;
    this.topFolder = Layout.topFolder(file);
    this.zip = new ZipOut(age, file, created);
    this.log = new EntryLog(file);
    this.sink = new ZipSink(zip, topFolder, log);
  }

  /**
   * Begins {@code file + ".part"}, over what a killed run may have left there.
   *
   * @throws app.afterglow.problem.UsageException where {@code file} exists already, another run
   *     writes to it, or these recipients may not share a file
   */
  public static BagWriter create(Path file, List<? extends Recipient> recipients, Instant created)
      throws IOException {
    PartFile part = PartFile.create(file);
    try {
      AgeOutputStream age =
          new AgeOutputStream(Channels.newOutputStream(part.channel()), recipients);
      return new BagWriter(file, part, age, created);
    } catch (IOException | RuntimeException e) {
      part.close();
      throw e;
    }
  }

  /** The one folder in the ZIP that everything stands in. */
  public String topFolder() {
    return topFolder;
  }

  /**
   * Begins a file of the payload; closed before anything else is written.
   *
   * @param path its path below {@code data/}, names parted by {@code /}
   * @param size the most bytes it will have
   * @param modified when it was changed last
   * @return where its content goes; knows its hash once it is closed
   */
  public PayloadFile payload(String path, long size, Instant modified, Packing packing)
      throws IOException {
    int level =
        switch (packing) {
          case DEFLATED -> Deflater.DEFAULT_COMPRESSION;
          case AS_IT_IS -> Deflater.NO_COMPRESSION;
        };
    String place = Layout.PAYLOAD_FOLDER + path;
    return new PayloadFile(
        place, zip.deflated(topFolder + "/" + place, size, modified, level), log);
  }

  /** Writes a file about the payload, such as {@code README.txt}. */
  public void tag(String path, byte[] content) throws IOException {
    sink.text(path, content);
  }

  /** Adds a line, with its line feed, to a file about the payload that is written at the end. */
  public void line(String path, byte[] line) throws IOException {
    held.computeIfAbsent(path, _ -> new LineSpool(file)).add(line);
  }

  /**
   * Writes what is left, flushes to disk, reads the whole file back and compares, and only then
   * gives it its name.
   *
   * @param about lines of {@code bag-info.txt}: label and value
   * @throws app.afterglow.problem.DamagedInputException where the file doesn't read back; no
   *     finished file is left
   */
  public void finish(SequencedMap<String, String> about, Progress progress) throws IOException {
    progress.start(Progress.Stage.FINISHING, -1, -1);
    for (Map.Entry<String, LineSpool> lines : held.entrySet()) {
      sink.text(lines.getKey(), lines.getValue().bytes(), lines.getValue().replay());
    }
    sink.text(Layout.BAGIT, utf8(BAGIT));
    sink.text(Layout.BAG_INFO, utf8(bagInfo(about)));
    sink.text(Layout.MANIFEST, log.manifestBytes(), log.manifest());
    sink.text(Layout.TAG_MANIFEST, log.tagManifest());
    try (Identity identity = age.readBackIdentity()) {
      zip.finish();
      age.finish();
      part.flush();
      BagReader.requireSame(part.path(), identity, log.fingerprint(), progress);
    }
    part.rename();
  }

  private String bagInfo(SequencedMap<String, String> about) {
    StringBuilder lines = new StringBuilder();
    about.forEach(
        (label, value) -> lines.append(label).append(": ").append(oneLine(value)).append('\n'));
    return lines
        .append("Bagging-Date: ")
        .append(LocalDate.ofInstant(created, ZoneOffset.UTC))
        .append("\nPayload-Oxum: ")
        .append(log.payloadOxum())
        .append('\n')
        .toString();
  }

  /** Names come from a stranger's store: none of them may begin a line of its own. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Without {@link #finish}, removes the unfinished file. */
  @Override
  public void close() throws IOException {
    try (part;
        age;
        log;
        zip) {
      for (LineSpool lines : held.values()) {
        lines.close();
      }
      held.clear();
    }
  }

  /** A file of the payload while it is written. */
  public static final class PayloadFile extends OutputStream {
    private final String path;
    private final OutputStream entry;
    private final EntryLog log;
    private final java.security.MessageDigest digest = Sha256.digest();
    private byte[] sha256 = {};
    private long size;

    private PayloadFile(String path, OutputStream entry, EntryLog log) {
      this.path = path;
      this.entry = entry;
      this.log = log;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      entry.write(source, offset, length);
      digest.update(source, offset, length);
      size += length;
    }

    @Override
    public void close() throws IOException {
      if (sha256.length == 0) {
        sha256 = digest.digest();
        entry.close();
        log.add(path, sha256, size);
      }
    }

    /** Its path below the top folder. */
    public String path() {
      return path;
    }

    /** Bytes written to it. */
    public long size() {
      return size;
    }

    /** Its SHA-256 in lower-case hex, once it is closed. */
    public String sha256() {
      return Sha256.hex(sha256);
    }
  }
}

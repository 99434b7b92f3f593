package app.afterglow.launcher.support;

import app.afterglow.exporter.FoundStore;
import app.afterglow.files.Folders;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP for whoever helps: a README that says what is in it, and {@code report.json}. It is put
 * together out of a list of things that are harmless, rather than by leaving out what isn't: no
 * content, no key, no salt, no name that a person chose.
 */
public final class SupportBundle {

  private final String readme;
  private final ObjectNode report;

  private SupportBundle(String readme, ObjectNode report) {
    this.readme = readme;
    this.report = report;
  }

  /**
   * Gathers what goes into it; writes nothing.
   *
   * @param program the program and its version
   * @param readme what is in it, in the reader's language
   * @param checks names of the things that the doctor looked at, and how they are
   * @param stores the stores to tell of
   * @param failures what went wrong while looking, each as a word
   */
  public static SupportBundle of(
      String program,
      String readme,
      Map<String, String> checks,
      List<FoundStore> stores,
      List<String> failures) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("program", program);
    report.put("made", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    machine(report);
    ObjectNode health = report.putObject("checks");
    checks.forEach(health::put);
    ArrayNode all = report.putArray("stores");
    stores.forEach(store -> all.add(StoreFacts.of(store)));
    ArrayNode errors = report.putArray("errors");
    failures.forEach(errors::add);
    return new SupportBundle(readme, report);
  }

  private static void machine(ObjectNode report) {
    report
        .putObject("system")
        .put("name", System.getProperty("os.name"))
        .put("version", System.getProperty("os.version"))
        .put("architecture", System.getProperty("os.arch"));
    report
        .putObject("java")
        .put("version", Runtime.version().toString())
        .put("vendor", System.getProperty("java.vendor"))
        .put("machine", System.getProperty("java.vm.name"));
    Runtime runtime = Runtime.getRuntime();
    report
        .putObject("memory")
        .put("largestHeap", runtime.maxMemory())
        .put("processors", runtime.availableProcessors());
    report
        .putObject("freeSpace")
        .put("here", freeSpace(Path.of("").toAbsolutePath()))
        .put("temporary", freeSpace(Path.of(System.getProperty("java.io.tmpdir"))));
    report
        .putObject("locale")
        .put("language", Locale.getDefault().toLanguageTag())
        .put("zone", ZoneId.systemDefault().getId())
        .put("fileNames", System.getProperty("sun.jnu.encoding"))
        .put("text", Charset.defaultCharset().name());
  }

  private static long freeSpace(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }

  /** {@code README.txt}. */
  public String readme() {
    return readme;
  }

  /** {@code report.json}, to be looked at before anything is written. */
  public String report() throws IOException {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return new ObjectMapper().writer(printer).writeValueAsString(report) + "\n";
  }

  /**
   * Writes it.
   *
   * @throws java.nio.file.FileAlreadyExistsException where there is a file of this name
   */
  public void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out =
              Files.newOutputStream(
                  part,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
        entry("README.txt", readme, zip);
        entry("report.json", report(), zip);
      }
      if (Files.exists(file)) {
        throw new java.nio.file.FileAlreadyExistsException(file.toString());
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      Folders.flushParent(file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void entry(String name, String text, ZipOutputStream zip) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}

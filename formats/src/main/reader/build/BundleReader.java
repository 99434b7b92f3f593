import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Makes the reader's pages and tests out of its TypeScript modules, run by Maven as {@code java
 * BundleReader.java ESBUILD SOURCES TARGET TESTS TEST_TARGET}.
 *
 * <p>A browser imports no module from {@code file://}, so esbuild makes one classic script of the
 * modules, and this puts it, the style and their policy into the page. ESBUILD is esbuild's
 * executable, or a folder somewhere in which it lies. It takes the types away and doesn't check
 * them: that is ReaderTypesTest's.
 */
final class BundleReader {

  private static final List<String> OPTIONS =
      List.of("--bundle", "--charset=utf8", "--log-level=warning");

  /**
   * Nothing is minified: the reader in an archive has to be readable in fifty years. So comments
   * that begin with {@code //!} stay, the only ones that esbuild can keep; every module begins with
   * one that says what it is for. Browsers of 2022 understand the rest as it was written.
   */
  private static final List<String> PAGE_OPTIONS =
      List.of("--format=iife", "--target=es2022", "--legal-comments=inline");

  private static final List<String> TEST_OPTIONS =
      List.of("--format=esm", "--platform=node", "--target=node20");

  private final Path esbuild;
  private final Path sources;

  private BundleReader(Path esbuild, Path sources) {
    this.esbuild = esbuild;
    this.sources = sources;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path esbuild = executable(Path.of(arguments[0]));
    new BundleReader(esbuild, Path.of(arguments[1])).writePages(Path.of(arguments[2]));
    new BundleReader(esbuild, Path.of(arguments[3])).writeTests(Path.of(arguments[4]));
  }

  private void writePages(Path target) throws IOException, InterruptedException {
    String style = Files.readString(sources.resolve("reader.css"));
    String page = Files.readString(sources.resolve("page.html"));

    String folder = page("folder.ts");
    write(
        target.resolve("index.html"),
        page.replace(
                "@POLICY@",
                "default-src 'none'; script-src "
                    + hash(folder)
                    + "; style-src "
                    + hash(style)
                    + "; img-src blob:; media-src blob:; base-uri 'none'; form-action 'none';"
                    + " trusted-types 'none'; require-trusted-types-for 'script'")
            .replace("@STYLE@", "<style>" + style + "</style>")
            .replace("@SCRIPT@", "<script>" + folder + "</script>"));

    write(target.resolve("pages/assets/reader.js"), page("pages.ts"));
    write(target.resolve("pages/assets/reader.css"), style);
    write(
        target.resolve("pages/index.html"),
        page.replace(
                "@POLICY@",
                "default-src 'none'; script-src 'self' file:; style-src 'self' file:;"
                    + " img-src 'self' file:; media-src 'self' file:; base-uri 'none';"
                    + " form-action 'none'; trusted-types afterglow;"
                    + " require-trusted-types-for 'script'")
            .replace("@STYLE@", "<link rel=\"stylesheet\" href=\"assets/reader.css\">")
            .replace("@SCRIPT@", "<script src=\"assets/reader.js\"></script>"));

    // Served by "afterglow view", with a policy of its own in the headers; the style is the pages'.
    write(target.resolve("live/assets/reader.js"), page("live.ts"));
    write(
        target.resolve("live/index.html"),
        page.replace(
                "@POLICY@",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " trusted-types 'none'; require-trusted-types-for 'script'")
            .replace("@STYLE@", "<link rel=\"stylesheet\" href=\"/assets/reader.css\">")
            .replace("@SCRIPT@", "<script src=\"/assets/reader.js\"></script>"));
  }

  private void writeTests(Path target) throws IOException, InterruptedException {
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".test.ts")) {
          write(target.resolve(name.replaceFirst("ts$", "mjs")), bundle(name, TEST_OPTIONS));
        }
      }
    }
  }

  private String page(String entry) throws IOException, InterruptedException {
    String script = bundle(entry, PAGE_OPTIONS);
    if (script.toLowerCase(Locale.ROOT).contains("</script")) {
      throw new IllegalStateException("a script can't hold its own end tag");
    }
    return script;
  }

  private String bundle(String entry, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(esbuild.toString(), entry));
    command.addAll(OPTIONS);
    command.addAll(options);
    Process process;
    try {
      // Names of modules in the script are relative to where esbuild runs.
      process =
          new ProcessBuilder(command)
              .directory(sources.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(
          esbuild + " doesn't run on this system: name another with -Desbuild=PATH", e);
    }
    String script = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("esbuild could not bundle " + entry);
    }
    return script;
  }

  private static Path executable(Path given) throws IOException {
    if (!Files.isDirectory(given)) {
      return given.toAbsolutePath();
    }
    try (Stream<Path> files = Files.walk(given)) {
      Path found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.getFileName().toString().matches("esbuild(\\.exe)?"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no esbuild in " + given));
      // A JAR keeps no permissions.
      if (!Files.isExecutable(found) && !found.toFile().setExecutable(true)) {
        throw new IllegalStateException("can't make " + found + " executable");
      }
      return found.toAbsolutePath();
    }
  }

  /** What a policy calls an inline script or style: the SHA-256 of its text. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file unless it is the same already, so that nothing is built anew for nothing. */
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}

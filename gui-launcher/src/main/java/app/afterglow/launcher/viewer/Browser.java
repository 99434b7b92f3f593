package app.afterglow.launcher.viewer;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Opens an address in the person's browser. Every user of a machine sees what programs are started
 * with, so the address isn't said there: a small file that only its owner can read leads to it. It
 * lies in the home folder, since browsers in a sandbox may look nowhere else, and is deleted as
 * soon as it has served.
 */
final class Browser implements AutoCloseable {

  private final Path file;

  private Browser(Path file) {
    this.file = file;
  }

  /** Opens an address, or returns null where there is no browser or no way to it. */
  static @Nullable Browser open(URI address) {
    List<String> opener = opener();
    if (opener.isEmpty()) {
      return null;
    }
    Path written = null;
    try {
      written = write(address);
      List<String> command = new ArrayList<>(opener);
      command.add(written.toString());
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return new Browser(written);
    } catch (IOException e) {
      delete(written);
      return null;
    }
  }

  private static List<String> opener() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    if (system.startsWith("mac")) {
      return List.of("open");
    }
    boolean screen = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    return screen ? List.of("xdg-open") : List.of();
  }

  /** A file that leads to the address, and that only its owner can read, as all such files. */
  static Path write(URI address) throws IOException {
    Path home = Path.of(System.getProperty("user.home", "."));
    Path file = Files.createTempFile(home, "afterglow-", ".html");
    String page =
        "<!doctype html><meta charset=\"utf-8\"><title>Afterglow</title>"
            + "<meta name=\"referrer\" content=\"no-referrer\">"
            + "<meta http-equiv=\"refresh\" content=\"0;url=%s\">".formatted(address)
            + "<p>Afterglow</p>";
    Files.write(file, page.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // What is in it is worth nothing by now.
    }
  }

  /** Takes the file away. */
  @Override
  public void close() {
    delete(file);
  }
}

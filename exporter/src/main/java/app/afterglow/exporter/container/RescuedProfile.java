package app.afterglow.exporter.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an unpacked rescue file says its profile was: the folders it stood in, by which that is
 * known elsewhere, are not in it.
 *
 * @param application the application's name for people
 * @param platform the system it comes from
 */
public record RescuedProfile(String application, String platform) {

  /** The file at a rescue file's top that says what it is (docs/rescue-format.md). */
  public static final String FILE = "rescue.json";

  /** What that file says its format is. */
  public static final String FORMAT = "afterglow-rescue";

  private static final int LARGEST = 1 << 16;
  private static final int LONGEST_WORD = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What stands above a store's folder, up to where everything was unpacked; null where it was not
   * rescued.
   */
  public static @Nullable RescuedProfile in(Path root, Path unpacked) throws IOException {
    for (Path folder = root;
        folder != null && folder.startsWith(unpacked);
        folder = folder.getParent()) {
      Path about = folder.resolve(FILE);
      if (Files.isRegularFile(about, LinkOption.NOFOLLOW_LINKS)) {
        return read(about);
      }
    }
    return null;
  }

  private static @Nullable RescuedProfile read(Path about) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(about)) {
      bytes = in.readNBytes(LARGEST);
    }
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      // A file of this name that somebody else wrote: the store is one all the same.
      return null;
    }
    if (!json.path("format").asText().equals(FORMAT)) {
      return null;
    }
    String application = word(json.path("application").asText());
    String platform = word(json.path("platform").asText());
    return application.isEmpty() || platform.isEmpty()
        ? null
        : new RescuedProfile(application, platform);
  }

  private static String word(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    return line.substring(0, Math.min(LONGEST_WORD, line.length()));
  }
}

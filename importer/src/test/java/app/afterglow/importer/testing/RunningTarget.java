package app.afterglow.importer.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place that a target can deliver to in a test, whichever kind it is.
 *
 * @param output the file or folder to write, null for those that are sent to
 * @param options what the target needs to reach it
 * @param secrets its secrets by option
 * @param seen what stands there, and how often something was sent to it, to be compared by equality
 * @param end ends it
 */
public record RunningTarget(
    @Nullable Path output,
    Map<String, String> options,
    Map<String, String> secrets,
    Seen seen,
    Runnable end)
    implements AutoCloseable {

  /** Looks at what stands there. */
  @FunctionalInterface
  public interface Seen {
    /** What stands there. */
    List<String> content() throws Exception;
  }

  @Override
  public void close() {
    end.run();
  }
}

package app.afterglow.importer.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder with Debian and its package {@code matrix-synapse}: the one that {@code
 * AFTERGLOW_SYNAPSE_ROOT} names (system property or environment), else the one in the cache of
 * whoever runs the tests. With {@code -Dafterglow.synapse=install}, root on Debian has it made by
 * debootstrap.
 */
final class SynapseRoot {

  private static final String NAME = "AFTERGLOW_SYNAPSE_ROOT";
  private static final int MINUTES = 15;

  private SynapseRoot() {}

  /** The folder; the test is skipped where there is none, and says so. */
  static Path find() throws IOException, InterruptedException {
    Path root = folder();
    if (!isUsable(root) && "install".equals(System.getProperty("afterglow.synapse")) && isRoot()) {
      install(root);
    }
    Assumptions.assumeTrue(
        isUsable(root),
        "no Synapse in "
            + root
            + ": name its folder by "
            + NAME
            + ", or run as root on Debian with -Dafterglow.synapse=install (package debootstrap)");
    Assumptions.assumeTrue(isRoot(), "only root can run the Synapse in " + root);
    return root;
  }

  private static Path folder() {
    String property = System.getProperty(NAME);
    @Nullable String named = property != null ? property : System.getenv(NAME);
    return named != null
        ? Path.of(named)
        : Path.of(System.getProperty("user.home"), ".cache", "afterglow", "synapse-root");
  }

  /** The package's dependencies don't name the library without which nothing of it starts. */
  private static boolean isUsable(Path root) throws IOException {
    Path libraries = root.resolve("usr/lib/python3/dist-packages");
    if (!Files.exists(root.resolve("usr/bin/synapse_homeserver"))) {
      return false;
    }
    try (Stream<Path> files = Files.list(libraries)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("_cffi_backend"));
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void install(Path root) throws IOException, InterruptedException {
    Files.createDirectories(root);
    Process process =
        new ProcessBuilder(
                "debootstrap",
                "--include=matrix-synapse,python3-cffi-backend",
                "sid",
                root.toString())
            .redirectErrorStream(true)
            .redirectOutput(root.resolveSibling("synapse-root.log").toFile())
            .start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as("debootstrap in %s, see synapse-root.log beside it", root)
        .isTrue();
  }
}

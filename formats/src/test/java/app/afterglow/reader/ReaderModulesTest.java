package app.afterglow.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests of the reader's modules, which are written in their own language. */
class ReaderModulesTest {

  private static final int OLDEST_NODE = 20;

  @Test
  void modulesPassTheirOwnTests() throws Exception {
    assumeTrue(
        nodeVersion() >= OLDEST_NODE,
        "needs Node.js 20 or newer (on Debian and Ubuntu: apt-get install nodejs)");
    List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
    try (Stream<Path> tests = Files.list(Path.of("target/reader-tests"))) {
      tests
          .map(Path::toString)
          .filter(name -> name.endsWith(".mjs"))
          .sorted()
          .forEach(command::add);
    }

    Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(node.waitFor()).as(output).isZero();
    assertThat(output).containsPattern("# pass [1-9]").contains("# fail 0");
  }

  private static int nodeVersion() throws InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      node.waitFor();
      return Integer.parseInt(version.strip().replaceAll("^v(\\d+).*$", "$1"));
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}

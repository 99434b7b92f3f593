package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of the system's that a test needs; where it isn't installed, the test is skipped. */
public final class ExternalTool {

  private final String program;

  private ExternalTool(String program) {
    this.program = program;
  }

  /** The program, or a skipped test that names the package to install. */
  public static ExternalTool named(String program, String debianPackage) {
    boolean installed =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    Assumptions.assumeTrue(
        installed, program + " is not installed: apt-get install " + debianPackage);
    return new ExternalTool(program);
  }

  /** Runs it to its end, which has to be a good one; returns what it printed. */
  public String run(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as("%s%n%s", command, output).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }
}

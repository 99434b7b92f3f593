package app.afterglow.exporter.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** SQLCipher's own command line tool, which knows nothing of this project. */
final class SqlCipherTool {

  private SqlCipherTool() {}

  static void assumeInstalled() {
    Assumptions.assumeTrue(
        find().isPresent(), "needs SQLCipher's command line tool: apt-get install sqlcipher");
  }

  private static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return java.util.regex.Pattern.compile(File.pathSeparator, java.util.regex.Pattern.LITERAL)
        .splitAsStream(path)
        .map(folder -> Path.of(folder, "sqlcipher"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs statements, each of which ends with a semicolon. */
  static void run(Path database, String statements) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(find().orElseThrow().toString(), database.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(statements.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("Error");
  }
}

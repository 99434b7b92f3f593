package app.afterglow.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks the types of the reader's modules, which esbuild only takes away. The compiler comes from
 * npm, in the version of package-lock.json, and stays below {@code target}.
 */
class ReaderTypesTest {

  private static final Path SOURCES = Path.of("src/main/reader");
  private static final Path TOOLS = Path.of("target/reader-npm");
  private static final String[] INSTALL = {
    "ci",
    "--prefer-offline",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    // Where there is no network, that is known after seconds, not minutes.
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000"
  };
  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  /** How npm says that it reaches no registry, and has not kept what it needs. */
  private static final Pattern OUT_OF_REACH =
      Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ENOTCACHED");

  @BeforeAll
  static void installCompiler() throws Exception {
    assumeTrue(isThere("npm"), "needs npm and Node.js (on Debian and Ubuntu: apt-get install npm)");
    Files.createDirectories(TOOLS);
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(SOURCES.resolve(file), TOOLS.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Result npm = run(TOOLS, "npm", INSTALL);
    assumeTrue(
        npm.exit() == 0 || !OUT_OF_REACH.matcher(npm.output()).find(),
        "needs a network once, to fetch the TypeScript compiler from npm");
    if (npm.exit() != 0) {
      fail("npm could not install what package-lock.json names:\n" + npm.output());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main/reader", "src/test/reader"})
  void typesFit(String project) throws Exception {
    Path compiler = TOOLS.resolve("node_modules/typescript/bin/tsc");

    Result tsc = run(Path.of(""), "node", compiler.toString(), "--pretty", "false", "-p", project);

    assertThat(tsc.exit()).as(tsc.output()).isZero();
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return run(Path.of(""), program, "--version").exit() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a program of Node.js, which on Windows is a command file. */
  private static Result run(Path folder, String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(WINDOWS && program.equals("npm") ? "npm.cmd" : program);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private record Result(int exit, String output) {}
}

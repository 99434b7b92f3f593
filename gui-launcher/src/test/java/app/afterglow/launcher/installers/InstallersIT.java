package app.afterglow.launcher.installers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.afterglow.launcher.testing.VirtualScreen;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people install is made out of the built program, and started as they would start it. */
class InstallersIT {

  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path OUT = MODULE.resolve("target/installers");
  private static final String VERSION = "Afterglow 0.1.0";

  @TempDir private Path folder;

  @BeforeAll
  static void makeThem() throws Exception {
    assumeTrue(
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux"),
        "tested on Linux only");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MODULE.resolve("src/installers/Installers.java").toString(),
                MODULE.resolveSibling("").toString(),
                "app-image"));
    if (isInstalled("dpkg-deb") && isInstalled("fakeroot")) {
      command.add("deb");
    }
    assertThat(run(MODULE, command.toArray(String[]::new)).code()).isZero();
  }

  private record Ended(int code, String said) {}

  private static Ended run(Path where, String... command) throws Exception {
    Path said = Files.createTempFile("installers", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(where.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(String.join(" ", command)).isTrue();
      return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    } finally {
      Files.delete(said);
    }
  }

  private static boolean isInstalled(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
  }

  @Test
  void theSumsAreThoseOfTheFiles() throws Exception {
    Ended checked = run(OUT, "sha256sum", "--check", "SHA256SUMS");

    assertThat(checked.code()).as(checked.said()).isZero();
    assertThat(checked.said()).contains(".tar.gz: OK");
  }

  @Test
  void theAppImageDoesTheWholeJobWithoutAnInstalledJava() throws Exception {
    Path program = OUT.resolve("afterglow/bin/afterglow");

    assertThat(run(folder, program.toString(), "--version").said()).startsWith(VERSION);
    Ended demo = run(folder, program.toString(), "demo", "--output", "demo");
    assertThat(demo.code()).as(demo.said()).isZero();
    assertThat(folder.resolve("demo/sample.zip.age")).isNotEmptyFile();
    assertThat(folder.resolve("demo/pages/index.html")).isNotEmptyFile();
  }

  @Test
  void theAppImageSpeaksFrench() throws Exception {
    assertThat(
            run(folder, OUT.resolve("afterglow/bin/afterglow").toString(), "--lang=fr", "sources")
                .said())
        .contains("Wickr");
  }

  @Test
  void theAppImageOpensItsWindow() throws Exception {
    String missing = VirtualScreen.unavailableBecause();
    assumeTrue(missing == null, missing);
    assumeTrue(isInstalled("xwininfo"), "xwininfo is not installed");
    ProcessBuilder builder =
        new ProcessBuilder(OUT.resolve("afterglow/bin/afterglow").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile());
    builder.environment().put("DISPLAY", VirtualScreen.name());
    Process window = builder.start();
    try {
      assertThat(appears(window)).as(Files.readString(folder.resolve("said.txt"))).isTrue();
    } finally {
      window.destroy();
    }
  }

  private boolean appears(Process window) throws Exception {
    for (int i = 0; i < 600 && window.isAlive(); i++) {
      Ended tree = run(folder, "xwininfo", "-display", VirtualScreen.name(), "-root", "-tree");
      if (tree.said().contains("\"Afterglow\"")) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }

  @Test
  void thePackageHoldsTheProgramAndPutsItOnThePath() throws Exception {
    Path deb = deb();

    assertThat(run(folder, "dpkg-deb", "-x", deb.toString(), "files").code()).isZero();
    assertThat(run(folder, "dpkg-deb", "-e", deb.toString(), "control").code()).isZero();
    Path program = folder.resolve("files/opt/afterglow/bin/afterglow");
    assertThat(run(folder, program.toString(), "--version").said()).startsWith(VERSION);
    assertThat(folder.resolve("control/postinst"))
        .content()
        .contains("ln -sf /opt/afterglow/bin/afterglow /usr/bin/afterglow")
        .doesNotContain("DESKTOP_COMMANDS");
    assertThat(folder.resolve("control/control")).content().contains("Package: afterglow");
  }

  /** Changes the machine it runs on: only where that was made for tests. */
  @Test
  void thePackageInstallsAndGoesAgain() throws Exception {
    assumeTrue("true".equals(System.getenv("CI")), "installs only where CI=true");
    assumeTrue("root".equals(System.getProperty("user.name")), "installs only as root");
    Path deb = deb();

    Ended installed = run(folder, "apt-get", "install", "-y", deb.toString());
    assertThat(installed.code()).as(installed.said()).isZero();
    assertThat(run(folder, "afterglow", "--version").said()).startsWith(VERSION);

    Ended removed = run(folder, "apt-get", "remove", "-y", "afterglow");
    assertThat(removed.code()).as(removed.said()).isZero();
    assertThat(Path.of("/usr/bin/afterglow")).doesNotExist();
    assertThat(Path.of("/opt/afterglow/bin")).doesNotExist();
  }

  private static Path deb() throws IOException {
    try (Stream<Path> files = Files.list(OUT)) {
      List<Path> debs = files.filter(file -> file.toString().endsWith(".deb")).toList();
      assumeTrue(!debs.isEmpty(), "dpkg-deb and fakeroot are not installed");
      return debs.getFirst();
    }
  }
}

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Makes the installers of the system it runs on out of the built distribution: a runtime with only
 * the modules that are needed (jlink), an app image with it (jpackage), what this system installs,
 * and a file of SHA-256 sums. Run by the script {@code installers}.
 */
final class Installers {

  /** What the program and its libraries use; languages and encodings are asked for by name. */
  private static final String MODULES =
      "java.base,java.desktop,java.logging,java.naming,java.net.http,java.sql,java.xml,"
          + "jdk.charsets,jdk.httpserver,jdk.jfr,jdk.localedata,jdk.unsupported";

  private final Path root;
  private final Path launcher;
  private final Path out;
  private final String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
  private final String version;

  private Installers(Path root) throws IOException {
    this.root = root;
    this.launcher = root.resolve("gui-launcher");
    this.out = launcher.resolve("target/installers");
    this.version = version();
  }

  public static void main(String[] arguments) throws Exception {
    Installers installers = new Installers(Path.of(arguments[0]));
    List<String> types = List.of(arguments).subList(1, arguments.length);
    installers.make(types.isEmpty() ? installers.usualTypes() : types);
  }

  private boolean isMac() {
    return system.contains("mac");
  }

  private boolean isWindows() {
    return system.contains("win") && !isMac();
  }

  private List<String> usualTypes() {
    return isMac() ? List.of("dmg") : isWindows() ? List.of("msi") : List.of("app-image", "deb");
  }

  private String version() throws IOException {
    Properties properties = new Properties();
    Path file = launcher.resolve("target/classes/app/afterglow/launcher/version.properties");
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    String number = properties.getProperty("version").replaceFirst("-.*", "");
    // macOS takes no version that begins with 0.
    return isMac() && number.startsWith("0.") ? "1" + number.substring(1) : number;
  }

  private void make(List<String> types) throws IOException, InterruptedException {
    delete(out);
    Files.createDirectories(out);
    Path runtime = out.resolve("runtime");
    System.out.println("installers: a runtime of its own ...");
    run(
        "jlink",
        "--add-modules", MODULES,
        "--include-locales", "en,fr",
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--compress", "zip-6",
        "--output", runtime.toString());
    System.out.println("installers: the app image ...");
    Path image = appImage(runtime);
    for (String type : types) {
      if (!type.equals("app-image")) {
        System.out.println("installers: " + type + " ...");
        installer(type, image);
      }
    }
    delete(runtime);
    if (types.contains("app-image")) {
      pack(image);
    }
    sums();
  }

  private Path appImage(Path runtime) throws IOException, InterruptedException {
    Path input = out.resolve("input");
    copyJars(launcher.resolve("target/afterglow/lib"), input);
    List<String> command =
        new ArrayList<>(
            List.of(
                "jpackage",
                "--type", "app-image",
                "--name", isMac() || isWindows() ? "Afterglow" : "afterglow",
                "--app-version", version,
                "--vendor", "Afterglow",
                "--description", "Saves your own message history",
                "--runtime-image", runtime.toString(),
                "--input", input.toString(),
                "--main-jar", "afterglow.jar",
                "--main-class", "app.afterglow.launcher.Main",
                "--dest", out.toString()));
    for (String option :
        List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED")) {
      command.addAll(List.of("--java-options", option));
    }
    if (isWindows()) {
      // A program for windows has no console there; the command line gets one of its own.
      Path console = Files.writeString(out.resolve("console.properties"), "win-console=true\n");
      command.addAll(List.of("--add-launcher", "afterglow=" + console));
    }
    run(command.toArray(String[]::new));
    delete(input);
    return out.resolve(isMac() ? "Afterglow.app" : isWindows() ? "Afterglow" : "afterglow");
  }

  private void installer(String type, Path image) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "jpackage",
                "--type", type,
                "--name", isMac() || isWindows() ? "Afterglow" : "afterglow",
                "--app-version", version,
                "--vendor", "Afterglow",
                "--description", "Saves your own message history out of a messenger that goes dark",
                "--app-image", image.toString(),
                "--license-file", root.resolve("LICENSE").toString(),
                "--dest", out.toString()));
    switch (type) {
      case "deb", "rpm" -> {
        command.addAll(List.of("--linux-shortcut", "--linux-menu-group", "Utility"));
        command.addAll(List.of("--resource-dir", launcher.resolve("src/installers/linux").toString()));
        if (type.equals("deb")) {
          command.addAll(List.of("--linux-deb-maintainer", "maintainers@afterglow.invalid"));
        }
      }
      case "msi", "exe" ->
          command.addAll(
              List.of("--win-per-user-install", "--win-menu", "--win-shortcut-prompt"));
      default -> {
        // A .dmg needs nothing more.
      }
    }
    run(command.toArray(String[]::new));
  }

  /** An app image is a folder; people download a file. */
  private void pack(Path image) throws IOException, InterruptedException {
    String name = "afterglow-" + version + "-" + (isMac() ? "macos" : isWindows() ? "windows" : "linux");
    run(
        "tar",
        "-C", out.toString(),
        "-czf", out.resolve(name + ".tar.gz").toString(),
        image.getFileName().toString());
  }

  private void sums() throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.toString().endsWith(".properties")) {
          String name = file.getFileName().toString();
          lines.append(sha256(file)).append("  ").append(name).append('\n');
          System.out.printf("installers: %s, %d MB%n", name, Files.size(file) / 1_000_000);
        }
      }
    }
    Files.writeString(out.resolve("SHA256SUMS"), lines);
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void copyJars(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> jars = Files.list(from)) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  /** Runs a tool of this JDK, or of the system. */
  private static void run(String... command) throws IOException, InterruptedException {
    Path own = Path.of(System.getProperty("java.home"), "bin", command[0]);
    String[] whole = command.clone();
    if (Files.exists(own) || Files.exists(own.resolveSibling(command[0] + ".exe"))) {
      whole[0] = own.toString();
    }
    int code = new ProcessBuilder(whole).inheritIO().start().waitFor();
    if (code != 0) {
      System.err.println("installers: " + command[0] + " failed with " + code);
      System.exit(70);
    }
  }
}

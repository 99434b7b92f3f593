package app.afterglow.exporter.wickr;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.secret.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The stores under {@code src/test/resources/wickr}: made by a tool that shares no code with this
 * project, each with the truth beside it.
 */
public final class Samples {

  static final Path ROOT = Path.of("src/test/resources/wickr");

  /** Their names. */
  static final List<String> ALL =
      List.of("windows-loggedout", "windows-loggedin", "damaged", "android", "ios");

  private Samples() {}

  static Path store(String name) {
    return ROOT.resolve(name).resolve("store");
  }

  static FoundStore found(String name) throws IOException {
    return StoreFinder.only(store(name), "wickr");
  }

  /** A copy that a test may change. */
  static Path copy(String name, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(store(name))) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(store(name).relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return target;
  }

  static JsonNode truth(String name) throws IOException {
    return new ObjectMapper().readTree(ROOT.resolve(name).resolve("expected.json").toFile());
  }

  private static String secret(String name, String field) throws IOException {
    return new ObjectMapper()
        .readTree(ROOT.resolve(name).resolve("secrets.json").toFile())
        .get(field)
        .textValue();
  }

  static Secret password(String name) throws IOException {
    return utf8(secret(name, "password"));
  }

  static String sid(String name) throws IOException {
    return secret(name, "sid");
  }

  static Secret databaseKey(String name) throws IOException {
    return utf8(secret(name, "database_key_hex"));
  }

  static Secret utf8(String text) {
    return Secret.owning(text.getBytes(StandardCharsets.UTF_8));
  }
}

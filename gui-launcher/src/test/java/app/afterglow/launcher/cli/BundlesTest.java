package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every bundle of words, of every module, is there in English and in French alike. */
class BundlesTest {

  private static final List<String> PARTS = List.of("what", "safe", "next");

  @TestFactory
  Stream<DynamicTest> haveTheSameKeysInBothLanguages() throws IOException {
    return english()
        .map(
            english ->
                DynamicTest.dynamicTest(
                    shown(english),
                    () ->
                        assertThat(new TreeSet<>(read(french(english)).stringPropertyNames()))
                            .isEqualTo(new TreeSet<>(read(english).stringPropertyNames()))));
  }

  @TestFactory
  Stream<DynamicTest> takeTheSameArgumentsInBothLanguages() throws IOException {
    return formatted()
        .map(
            english ->
                DynamicTest.dynamicTest(
                    shown(english), () -> assertSameArguments(read(english), french(english))));
  }

  private static void assertSameArguments(Properties english, Path frenchFile) throws IOException {
    Properties french = read(frenchFile);
    for (String key : english.stringPropertyNames()) {
      assertThat(arguments(french.getProperty(key)))
          .as(key)
          .isEqualTo(arguments(english.getProperty(key)));
    }
  }

  /** A pattern that can't be read fails here too. */
  private static int arguments(String pattern) {
    return new MessageFormat(pattern).getFormatsByArgumentIndex().length;
  }

  @TestFactory
  Stream<DynamicTest> sayOfEachProblemWhatIsSafeAndWhatToDo() throws IOException {
    return english()
        .filter(file -> file.endsWith("problems.properties"))
        .map(file -> DynamicTest.dynamicTest(shown(file), () -> assertWholeProblems(read(file))));
  }

  private static void assertWholeProblems(Properties problems) {
    List<String> missing = new ArrayList<>();
    for (String key : problems.stringPropertyNames()) {
      String problem = key.replaceFirst("\\.[a-z]+$", "");
      for (String part : PARTS) {
        if (problems.getProperty(problem + "." + part, "").isBlank()) {
          missing.add(problem + "." + part);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void areFoundInEveryModule() throws IOException {
    assertThat(english().map(BundlesTest::shown))
        .anyMatch(name -> name.startsWith("formats"))
        .anyMatch(name -> name.startsWith("exporter"))
        .anyMatch(name -> name.startsWith("importer"))
        .anyMatch(name -> name.startsWith("gui-launcher"));
  }

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** The bundles' English files: those that have no language in their name. */
  private static Stream<Path> english() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : List.of("formats", "exporter", "importer", "gui-launcher")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/resources"))) {
        files
            .filter(file -> file.toString().endsWith(".properties"))
            .filter(file -> !file.getFileName().toString().contains("_"))
            .forEach(found::add);
      }
    }
    return found.stream().sorted();
  }

  /** The words of the help are no patterns: picocli formats them in its own way. */
  private static Stream<Path> formatted() throws IOException {
    return english().filter(file -> !file.endsWith("help.properties"));
  }

  private static Path french(Path english) {
    return english.resolveSibling(
        english.getFileName().toString().replace(".properties", "_fr.properties"));
  }

  private static String shown(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}

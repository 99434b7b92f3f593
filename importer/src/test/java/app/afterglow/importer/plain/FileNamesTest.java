package app.afterglow.importer.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "photo.jpg, photo.jpg",
    "Été 2021.pdf, Été 2021.pdf",
    "CON, _CON",
    "com1.txt, _com1.txt",
    "lpt¹.log, _lpt¹.log",
    "a/b\\c:d, a_b_c_d",
    "../../etc/passwd, ____etc_passwd",
    ".bashrc, _bashrc",
    "'name. . ', name",
    "'  ', fallback",
    "..., fallback",
    "'???', fallback",
    "wait...what.txt, wait_what.txt",
  })
  void makesNamesThatEverySystemTakes(String name, String safe) {
    assertThat(FileNames.safe(name, "fallback")).isEqualTo(safe);
  }

  @Test
  void dropsWhatDeceivesTheEye() {
    assertThat(FileNames.safe("photo\u202Egnp.exe", "f")).isEqualTo("photognp.exe");
    assertThat(FileNames.safe("a\u0000b\r\nc", "f")).isEqualTo("a b c");
  }

  @Test
  void keepsTheExtensionOfALongName() {
    String safe = FileNames.safe("\uD83D\uDE00".repeat(5_000) + ".jpeg", "f");

    assertThat(safe).endsWith(".jpeg");
    assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(150);
    assertThat(Texts.isWellFormed(safe)).isTrue();
  }

  @Test
  void tellsNamesApartThatOnlyDifferInCaseOrAccents() {
    UniqueNames names = new UniqueNames();

    assertThat(names.take("A.txt")).isEqualTo("A.txt");
    assertThat(names.take("a.TXT")).isEqualTo("a (2).TXT");
    assertThat(names.take("a.txt")).isEqualTo("a (3).txt");
    assertThat(names.take("a (2).txt")).isEqualTo("a (2) (2).txt");
    assertThat(names.take("\u00E9")).isEqualTo("\u00E9");
    assertThat(names.take("e\u0301")).isEqualTo("e\u0301 (2)");
  }

  @Property(tries = 20)
  void givesNamesThatCanBeWrittenAndAreDifferent(@ForAll long seed) throws Exception {
    UniqueNames names = new UniqueNames();
    Set<String> folded = new HashSet<>();
    Path directory = Files.createTempDirectory("names");

    for (String text : Samples.HOSTILE_TEXTS) {
      for (String name : new String[] {text, text.toUpperCase(Locale.ROOT), text + seed % 3}) {
        String taken = names.take(FileNames.safe(name, "file"));
        assertThat(folded.add(taken.toLowerCase(Locale.ROOT))).isTrue();
        Path file = directory.resolve(taken);
        assertThat(file.getParent()).isEqualTo(directory);
        Files.delete(Files.createFile(file));
      }
    }

    Files.delete(directory);
  }
}

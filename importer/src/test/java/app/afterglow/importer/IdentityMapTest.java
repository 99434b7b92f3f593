package app.afterglow.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.IdentityMap.Entry;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityMapTest {

  @TempDir Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    IdentityMap map =
        IdentityMap.of(
            List.of(
                new Entry("77c1", "émile", "Émile, \"le grand\"", 12, "emile", "e@example.org"),
                new Entry("=2+5", "@all", "+49\n1", 0, null, null),
                new Entry("'-x", null, "小明", 3, "xiaoming", null)));
    Path file = folder.resolve("people.csv");

    map.write(file);

    assertThat(IdentityMap.read(file)).isEqualTo(map);
    assertThat(Files.readString(file))
        .startsWith("person,name,display_name,messages,target,email\r\n")
        .contains("'=2+5,'@all,\"'+49\n1\"")
        .contains("\"Émile, \"\"le grand\"\"\"");
    assertThat(folder)
        .isDirectoryContaining("glob:**people.csv")
        .isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void readsWhatASpreadsheetMadeOfIt() throws IOException {
    Path file = write("\uFEFFTarget;PERSON;comment\r\nbob;77c1;\"a; b\"\r\n;9f00;\r\n");

    IdentityMap map = IdentityMap.read(file);

    assertThat(map.target("77c1")).isEqualTo("bob");
    assertThat(map.target("9f00")).isNull();
    assertThat(map.target("nobody")).isNull();
    assertThat(map.email("77c1")).isNull();
  }

  @Test
  void namesPeopleWhoShareAUser() throws IOException {
    Path file = write("person,target\r\na,bob\r\nb,carol\r\nc,Bob\r\n");

    assertThat(IdentityMap.read(file).shared()).containsOnlyKeys("bob");
    assertThat(IdentityMap.read(file).shared().get("bob")).containsExactly("a", "c");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    assertProblem(folder.resolve("none.csv"), UsageException.class, "map-missing");
    assertProblem(write("a,b\r\n1,2\r\n"), UsageException.class, "map-columns");
    assertProblem(write(""), UsageException.class, "map-columns");
    assertProblem(write("person,target\r\n,bob\r\n"), UsageException.class, "map-person");
    assertProblem(write("person,target\r\na,b\r\na,c\r\n"), UsageException.class, "map-twice");
    assertProblem(write("person,target\r\n\"a,b\r\n"), DamagedInputException.class, "map-format");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "person,target\r\n\u00e9,b\r\n".getBytes(StandardCharsets.ISO_8859_1));
    assertProblem(latin, DamagedInputException.class, "map-encoding");
  }

  @Property
  void everyCellFindsItsWayBackAndNoneIsAFormula(@ForAll @StringLength(max = 20) String text) {
    String safe = SpreadsheetCell.safe(text);

    assertThat(SpreadsheetCell.original(safe)).isEqualTo(text);
    assertThat(safe).doesNotMatch("(?s)[=+@\\t\\r\\n-].*");
  }

  private Path write(String text) throws IOException {
    Path file = folder.resolve("map.csv");
    return Files.writeString(file, text);
  }

  private static void assertProblem(
      Path file, Class<? extends AfterglowException> type, String key) {
    assertThatThrownBy(() -> IdentityMap.read(file))
        .isInstanceOfSatisfying(
            type,
            e -> {
              assertThat(e.problem().key()).isEqualTo(key);
              assertThat(e.problem().next(Locale.FRENCH)).doesNotContain(key);
            });
  }
}

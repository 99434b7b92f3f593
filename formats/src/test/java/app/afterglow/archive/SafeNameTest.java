package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "-", "_", "9f3a-b_c", "console"})
  void keepsPlainIds(String id) {
    assertThat(SafeName.ofConversation(id)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "C:",
        "con",
        "nul",
        "com1",
        "lpt9",
        "CON",
        "Con.txt",
        "a.b",
        "a ",
        "a\u0000b",
        "S3a9",
        "é",
        "%2e",
        "~",
        "\ud800",
        "a\nb",
        "*?<>|\""
      })
  void makesOtherIdsSafe(String id) {
    String name = SafeName.ofConversation(id);

    assertThat(name).matches("[a-z0-9_-]{1,25}\\.[0-9a-f]{40}");
    assertThat(name.substring(0, name.indexOf('.')))
        .doesNotMatch("con|prn|aux|nul|com[0-9]|lpt[0-9]");
  }

  @Test
  void shortensLongIds() {
    assertThat(SafeName.ofConversation("a".repeat(64))).hasSize(64);
    assertThat(SafeName.ofConversation("a".repeat(65))).hasSizeLessThan(70).contains(".");
    assertThat(SafeName.ofConversation("a".repeat(100_000))).hasSizeLessThan(70);
  }

  @Test
  void givesDifferentIdsDifferentNamesWhateverTheCase() {
    List<String> ids =
        List.of(
            "s3a",
            "S3a",
            "S3A",
            "s3A",
            "a.b",
            "a_b",
            "a-b",
            "\ud800",
            "\ud801",
            "\udc00",
            "?",
            SafeName.ofConversation("S3a"),
            "",
            "_",
            "a".repeat(65),
            "a".repeat(66));
    Set<String> names = new HashSet<>();

    for (String id : ids) {
      assertThat(names.add(SafeName.ofConversation(id).toLowerCase(Locale.ROOT))).as(id).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "history.zip.age, history",
    "HISTORY.ZIP.AGE, HISTORY",
    "history.age, history",
    "history.zip, history",
    "history, history",
    "été 2023.zip.age, été 2023",
    ".zip.age, archive",
    "..zip.age, archive",
    ".hidden.zip.age, archive.hidden",
    "nul.zip.age, _nul",
    "com1.x.zip.age, _com1.x",
    "a:b*c.zip.age, a_b_c",
    "dot..zip.age, dot"
  })
  void namesTheTopFolderAfterTheFile(String file, String folder) {
    assertThat(Layout.topFolder(Path.of(file))).isEqualTo(folder);
  }
}

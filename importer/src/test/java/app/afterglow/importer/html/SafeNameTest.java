package app.afterglow.importer.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "holiday.jpg | holiday.jpg",
        "Été à la mer.jpg | Été à la mer.jpg",
        "../../etc/passwd | _.._etc_passwd",
        "C:\\Windows\\system.ini | C__Windows_system.ini",
        "CON | _CON",
        "nul.txt | _nul.txt",
        "COM¹.log | _COM¹.log",
        "a<b>c:d?e*f.txt | a_b_c_d_e_f.txt",
        "trailing. . . | trailing",
        ".hidden | hidden",
        "console.txt | console.txt"
      })
  void makesNamesThatEverySystemTakes(String name, String expected) {
    assertThat(SafeName.of(name, null)).isEqualTo(expected);
  }

  @Test
  void takesAwayWhatMakesANameReadOtherwiseThanItIs() {
    assertThat(SafeName.of("invoice\u202Efdp.exe", null)).isEqualTo("invoicefdp.exe");
    assertThat(SafeName.of("a\u0000b\u200B\r\nc\uD800.txt", null)).isEqualTo("abc.txt");
  }

  @Test
  void givesNamelessFilesANameByTheirType() {
    assertThat(SafeName.of(null, "image/jpeg")).isEqualTo("file.jpg");
    assertThat(SafeName.of("", "made/up")).isEqualTo("file");
    assertThat(SafeName.of("photo", "IMAGE/PNG")).isEqualTo("photo.png");
  }

  @Test
  void shortensByBytesAndKeepsTheEnding() {
    String name = SafeName.of("😀".repeat(200) + ".jpeg", null);

    assertThat(name).startsWith("😀").endsWith("😀.jpeg");
    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(140, 151);
  }

  @Property
  void makesASafeNameOfAnything(@ForAll String name, @ForAll String type) {
    String safe = SafeName.of(name, type);

    assertThat(safe).isNotEmpty().doesNotContainPattern("[<>:\"/\\\\|?*\\p{Cntrl}\\p{Cs}]");
    assertThat(safe).doesNotStartWith(".").doesNotEndWith(".").doesNotEndWith(" ");
    assertThat(safe.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(160);
    assertThat(SafeName.of(safe, type)).isEqualTo(safe);
  }

  @Test
  void givesPagesASecondEnding() {
    byte[] page = "  <!doctype html>".getBytes(StandardCharsets.UTF_8);
    byte[] words = "Dear diary".getBytes(StandardCharsets.UTF_8);

    assertThat(InertName.of("x.HTML", words, words.length)).isEqualTo("x.HTML.txt");
    assertThat(InertName.of("x.svg", words, words.length)).isEqualTo("x.svg.txt");
    assertThat(InertName.of("noending", page, page.length)).isEqualTo("noending.txt");
    assertThat(InertName.of("odd.zzz", page, page.length)).isEqualTo("odd.zzz.txt");
    assertThat(InertName.of("odd.zzz", words, words.length)).isEqualTo("odd.zzz");
    assertThat(InertName.of("x.png", page, page.length)).isEqualTo("x.png");
    assertThat(InertName.of("x.pdf", page, page.length)).isEqualTo("x.pdf");
  }
}

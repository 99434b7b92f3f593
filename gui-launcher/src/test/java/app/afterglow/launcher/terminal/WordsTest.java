package app.afterglow.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({"fr_FR.UTF-8,fr", "fr,fr", "fr-CA,fr", "de_DE@euro,de", "C,''", "C.UTF-8,''"})
  void readsLocalesAsTheEnvironmentWritesThem(String value, String language) {
    assertThat(Words.localeOf(value).getLanguage()).isEqualTo(language);
  }

  @Test
  void heedsVariablesInTheOrderOfPosix() {
    Map<String, String> environment =
        Map.of("LC_ALL", "", "LC_MESSAGES", "fr_FR.UTF-8", "LANG", "de_DE");

    assertThat(Words.localeOf(environment).getLanguage()).isEqualTo("fr");
  }

  @Test
  void speaksEnglishWhereItHasNoWords() {
    assertThat(Words.of(Locale.GERMAN).say("language")).isEqualTo("English");
    assertThat(Words.of(Locale.ROOT).say("language")).isEqualTo("English");
    assertThat(Words.of(Locale.CANADA_FRENCH).say("language")).isEqualTo("français");
  }

  @Test
  void knowsItsLanguages() {
    assertThat(Words.speaks(Locale.UK)).isTrue();
    assertThat(Words.speaks(Locale.FRENCH)).isTrue();
    assertThat(Words.speaks(Locale.GERMAN)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 bytes",
    "999,999 bytes",
    "1000,1.0 kB",
    "1449999,1.4 MB",
    "99400000,99.4 MB",
    "120000000,120 MB",
    "999700000,1.0 GB",
    "5000000000000,5.0 TB"
  })
  void writesSizesAsPeopleReadThem(long bytes, String expected) {
    assertThat(Words.of(Locale.ENGLISH).size(bytes).replace('\u00A0', ' ')).isEqualTo(expected);
  }

  @Test
  void writesNumbersInTheLanguage() {
    assertThat(Words.of(Locale.ENGLISH).number(1234567)).isEqualTo("1,234,567");
    assertThat(Words.of(Locale.FRENCH).size(1_400_000)).isEqualTo("1,4\u00A0Mo");
  }
}

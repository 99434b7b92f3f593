package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedSpoolTest {

  @TempDir private Path folder;

  /** So little memory that 128 files are merged several times over. */
  @Test
  void givesBackEverythingInOrderThoughLittleFitsIntoMemory() throws IOException {
    Random random = new Random(7);
    List<Long> expected = new ArrayList<>();

    try (SortedSpool spool = new SortedSpool(folder.resolve("out"), 2_000)) {
      for (int i = 0; i < 9_000; i++) {
        long number = random.nextInt(5_000) - 2_500L;
        expected.add(number);
        spool.add(new SortKey().number(number).bytes(), text("value of " + number));
      }
      expected.sort(null);

      for (int reading = 0; reading < 2; reading++) {
        List<String> values = new ArrayList<>();
        try (SortedSpool.Cursor cursor = spool.read()) {
          for (var entry = cursor.next(); entry != null; entry = cursor.next()) {
            values.add(new String(entry.value(), StandardCharsets.UTF_8));
          }
        }
        assertThat(values)
            .containsExactlyElementsOf(expected.stream().map(n -> "value of " + n).toList());
      }
      assertThat(spool.size()).isEqualTo(9_000);
    }
  }

  @Test
  void leavesNoFileAndNoPlaintext() throws IOException {
    try (SortedSpool spool = new SortedSpool(folder.resolve("out"), 100)) {
      for (int i = 0; i < 50; i++) {
        spool.add(new SortKey().number(i).bytes(), text("canary".repeat(10) + i));
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("canary");
        }
      }
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Property
  void keysOrderAsTheirPartsDo(
      @ForAll String text,
      @ForAll String otherText,
      @ForAll long number,
      @ForAll long otherNumber) {
    int byTextAndNumber = text.compareTo(otherText);
    if (byTextAndNumber == 0) {
      byTextAndNumber = Long.compare(number, otherNumber);
    }

    int byBytes =
        java.util.Arrays.compareUnsigned(
            new SortKey().text(text).number(number).bytes(),
            new SortKey().text(otherText).number(otherNumber).bytes());

    assertThat(Integer.signum(byBytes)).isEqualTo(Integer.signum(byTextAndNumber));
  }

  @Test
  void keysOrderWhereOneTextBeginsTheOther() {
    List<String> texts = List.of("", "\0", "\0\0", "\0a", "a", "a\0", "a\0b", "a\1", "ab");

    List<String> sorted =
        texts.reversed().stream()
            .sorted(
                (one, other) ->
                    java.util.Arrays.compareUnsigned(
                        new SortKey().text(one).text("z").bytes(),
                        new SortKey().text(other).text("a").bytes()))
            .toList();

    assertThat(sorted).isEqualTo(texts);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

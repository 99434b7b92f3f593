package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTest {

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, true",
    "IMAGE/JPEG; q=1, true",
    "video/x-anything, true",
    "audio/aac, true",
    "audio/wav, false",
    "application/pdf, false",
    "text/plain, false"
  })
  void knowsCompressedTypesByName(String type, boolean compressed) {
    assertThat(Media.isCompressedType(type)).isEqualTo(compressed);
  }

  @Test
  void knowsCompressedFormatsByTheirFirstBytes() {
    byte[] zip = {'P', 'K', 3, 4, 0, 0};

    assertThat(Media.isCompressed(zip, zip.length)).isTrue();
    assertThat(Media.isCompressed(zip, 3)).isFalse();
  }

  @Test
  void keepsFromDeflatingWhatHardlyShrinks() {
    byte[] pdf = new byte[Media.SAMPLE];
    new Random(1).nextBytes(pdf);
    byte[] header = "%PDF-1.7 and an object or two, then streams".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(header, 0, pdf, 0, header.length);

    assertThat(Media.isCompressed(pdf, pdf.length)).isTrue();
  }

  @Test
  void deflatesWhatShrinksOrIsTooShortToTell() {
    byte[] text = "un texte qui se répète, ".repeat(4000).getBytes(StandardCharsets.UTF_8);
    byte[] few = new byte[100];
    new Random(2).nextBytes(few);

    assertThat(Media.isCompressed(text, Media.SAMPLE)).isFalse();
    assertThat(Media.isCompressed(few, few.length)).isFalse();
  }
}

package app.afterglow.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void showsNoControlCharacterOfAStranger() {
    String title = "\u001B]0;owned\u0007 \u202Egnp.exe \u009B31m \r overwritten";

    assertThat(Terminal.harmless(title))
        .doesNotContain("\u001B", "\u0007", "\u202E", "\u009B", "\r")
        .contains("owned", "gnp.exe");
  }

  @Test
  void leavesScriptsAndEmojiAlone() {
    String text = "سلام 👩‍👩‍👧 é\n한국어";

    assertThat(Terminal.harmless(text)).isEqualTo(text);
  }

  @Test
  void writesUtf8WhereTheSystemHasNoLocale() {
    assertThat(Terminal.encoding("ANSI_X3.4-1968")).isEqualTo(StandardCharsets.UTF_8);
    assertThat(Terminal.encoding(null)).isEqualTo(StandardCharsets.UTF_8);
    assertThat(Terminal.encoding("ISO-8859-1")).isEqualTo(StandardCharsets.ISO_8859_1);
  }

  @Test
  void goesOnWhenNobodyReadsAnyMore() throws IOException {
    try (OutputStream out = new ForgivingOutputStream(failing("Broken pipe"))) {
      out.write(1);
      out.write(new byte[100]);
      out.flush();
    }
  }

  @Test
  void passesOtherFailuresOn() {
    assertThatThrownBy(
            () -> {
              try (OutputStream out =
                  new ForgivingOutputStream(failing("No space left on device"))) {
                out.write(1);
              }
            })
        .isInstanceOf(IOException.class);
  }

  private static OutputStream failing(String words) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(words);
      }
    };
  }
}

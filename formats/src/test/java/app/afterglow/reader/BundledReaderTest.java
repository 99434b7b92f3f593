package app.afterglow.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BundledReaderTest {

  @Test
  void archivePageIsOneFileThatItsPolicyNamesByHash() throws Exception {
    String page = read("index.html");

    String policy = only(page, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");
    assertThat(policy)
        .contains("default-src 'none'")
        .contains("script-src " + hash(only(page, "<script>([\\s\\S]*?)</script>")))
        .contains("style-src " + hash(only(page, "<style>([\\s\\S]*?)</style>")))
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe")
        .doesNotContain("connect-src")
        .doesNotContain("http");
  }

  @Test
  void pagesAskForNothingFromAnyNetwork() throws Exception {
    for (String file :
        new String[] {
          "index.html", "pages/index.html", "pages/assets/reader.js", "pages/assets/reader.css"
        }) {
      String text = read(file).replace("http://www.w3.org/2000/svg", "");

      assertThat(text).as(file).doesNotContainPattern("https?://[a-z]");
      assertThat(text).as(file).doesNotContain("@import").doesNotContainPattern("[^A-Za-z]url\\(");
      assertThat(text).as(file).doesNotContainPattern("\\bfetch\\(|XMLHttpRequest|WebSocket");
    }
  }

  @Test
  void staticPageAllowsOnlyWhatLiesBesideIt() throws Exception {
    String page = read("pages/index.html");

    String policy = only(page, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");
    assertThat(policy)
        .startsWith("default-src 'none'; script-src 'self' file:;")
        .doesNotContain("unsafe")
        .doesNotContain("*");
    assertThat(page).doesNotContainPattern("<script>").doesNotContainPattern("<style>");
  }

  @Test
  void holdsNoTraceOfModules() throws Exception {
    assertThat(read("pages/assets/reader.js"))
        .startsWith("\"use strict\";\n(() => {\n")
        .endsWith("})();\n")
        .doesNotContainPattern("(?m)^(import|export) ");
  }

  private static String read(String name) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            BundledReaderTest.class.getResourceAsStream("/app/afterglow/reader/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String only(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    String found = matcher.group(1);
    assertThat(matcher.find()).as("a second " + pattern).isFalse();
    return found;
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}

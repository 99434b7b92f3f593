package app.afterglow.importer.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;

/**
 * Reads a mail with another library than the one that wrote it, after looking at its bytes by RFC
 * 5322, section 2: CR LF only, lines of at most 998 characters, printable ASCII in the header, no
 * header but those expected, each once.
 */
public final class MailReader {

  /** A file in a mail. */
  public record File(String name, String type, byte[] content) {}

  /** The mail as the library sees it. */
  public final Message message;

  /** The text. */
  public final String text;

  /** The attachments, in order. */
  public final List<File> files = new ArrayList<>();

  private MailReader(Message message) throws IOException {
    this.message = message;
    if (message.getBody() instanceof Multipart mixed) {
      List<Entity> parts = mixed.getBodyParts();
      text = text(parts.getFirst());
      for (Entity part : parts.subList(1, parts.size())) {
        assertThat(part.getDispositionType()).isEqualTo("attachment");
        assertThat(part.getContentTransferEncoding()).isEqualTo("base64");
        files.add(new File(part.getFilename(), part.getMimeType(), content(part)));
      }
    } else {
      text = text(message);
    }
  }

  /** Reads a mail that may have these headers. */
  public static MailReader read(byte[] bytes, Set<String> headers) throws IOException {
    checkBytes(bytes, headers);
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(
        MimeConfig.custom()
            .setStrictParsing(true)
            .setMaxLineLen(1_000)
            .setMaxHeaderLen(100_000)
            .build());
    return new MailReader(builder.parseMessage(new ByteArrayInputStream(bytes)));
  }

  /** The headers, unfolded and undecoded, by their names. */
  public Map<String, String> headers() {
    Map<String, String> all = new LinkedHashMap<>();
    for (Field field : message.getHeader().getFields()) {
      all.put(field.getName(), field.getBody());
    }
    return all;
  }

  private static void checkBytes(byte[] bytes, Set<String> headers) {
    String raw = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(raw.replace("\r\n", "")).doesNotContain("\r", "\n");
    for (String line : raw.split("\r\n", -1)) {
      assertThat(line.length()).isLessThanOrEqualTo(998);
    }
    List<String> seen = new ArrayList<>();
    for (String line : raw.substring(0, raw.indexOf("\r\n\r\n")).split("\r\n", -1)) {
      assertThat(line).matches("[\\x20-\\x7E\\t]+");
      assertThat(line).isNotBlank();
      if (line.charAt(0) != ' ' && line.charAt(0) != '\t') {
        seen.add(line.substring(0, line.indexOf(':')));
      }
    }
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(headers).containsAll(seen);
  }

  private static String text(Entity entity) throws IOException {
    assertThat(entity.getMimeType()).isEqualTo("text/plain");
    assertThat(entity.getCharset()).isEqualToIgnoringCase("utf-8");
    StringWriter text = new StringWriter();
    try (Reader reader = ((TextBody) entity.getBody()).getReader()) {
      reader.transferTo(text);
    }
    return text.toString().replace("\r\n", "\n");
  }

  private static byte[] content(Entity entity) throws IOException {
    SingleBody body = (SingleBody) entity.getBody();
    try (InputStream in =
        body instanceof BinaryBody binary
            ? binary.getInputStream()
            : ((TextBody) body).getInputStream()) {
      return in.readAllBytes();
    }
  }
}

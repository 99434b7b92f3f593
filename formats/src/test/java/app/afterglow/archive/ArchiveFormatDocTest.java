package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The specification's examples are what it says they are. */
class ArchiveFormatDocTest {

  private static final Path DOCUMENT = Path.of("../docs/archive-format.md");
  private static final Pattern BLOCK = Pattern.compile("```json (\\w+)\n(.*?)```", Pattern.DOTALL);

  /** A block of the document, by the record it shows. */
  record Example(String record, String json) {}

  static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(DOCUMENT));
    while (block.find()) {
      examples.add(new Example(block.group(1), block.group(2).strip()));
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isValid(Example example) throws IOException {
    assertThat(schema(example).validate(example.json, InputFormat.JSON)).isEmpty();
  }

  private static Schema schema(Example example) throws IOException {
    try (InputStream in =
        ArchiveWriter.class.getResourceAsStream("schema/" + example.record + ".schema.json")) {
      return ArchiveSchemas.schema(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isReadAndWrittenAgainAsItStands(Example example) throws IOException {
    byte[] bytes = example.json.getBytes(StandardCharsets.UTF_8);
    if (example.record.equals("archive")) {
      ArchiveInfo info = InfoJson.read(bytes);
      assertThat(info.balance().addsUp()).isTrue();
      assertThat(InfoJson.read(InfoJson.write(info))).isEqualTo(info);
      return;
    }
    JsonFields json = new JsonFields(Json.read(bytes, 0, bytes.length), "");
    Json.Body body =
        switch (example.record) {
          case "person" -> out -> RecordJson.write(RecordParser.person(json), out);
          case "conversation" -> out -> RecordJson.write(RecordParser.conversation(json), out);
          case "message" -> out -> RecordJson.write(RecordParser.message(json), out);
          case "loss" -> out -> RecordJson.write(RecordParser.loss(json), out);
          case "attachment" -> AttachmentUse.read(json)::write;
          default -> throw new IllegalArgumentException(example.record);
        };
    assertThat(new String(Json.line(body), StandardCharsets.UTF_8)).isEqualTo(example.json + "\n");
  }

  /** What the specification excludes, the schema of messages excludes too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"kind\":\"location\" | \"kind\":\"text\"",
        "\"kind\":\"location\" | \"kind\":\"call\"",
        "\"kind\":\"location\" | \"kind\":\"poem\"",
        "\"text\":null, | ``",
        "\"raw\":{} | \"raw\":null",
        "05.003Z | 05Z",
        "\"attachments\":[] | \"attachments\":[{}]",
        "\"replyTo\":null | \"replyTo\":7",
        "\"raw\":{} | \"raw\":{},\"extra\":1"
      })
  void excludesWhatIsNoMessage(String from, String to) throws IOException {
    Example location =
        examples().stream()
            .filter(e -> e.json.contains("\"location\":{"))
            .findFirst()
            .orElseThrow();
    assertThat(location.json).contains(from);

    Example wrong = new Example("message", location.json.replace(from, to));

    assertThat(schema(wrong).validate(wrong.json, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void showsEveryRecord() throws IOException {
    assertThat(examples())
        .extracting(Example::record)
        .contains("archive", "person", "conversation", "message", "attachment", "loss");
  }

  @Test
  void showsEveryKindsOwnObject() throws IOException {
    String all = String.join("\n", examples().stream().map(Example::json).toList());

    assertThat(Stream.of("location", "call", "roomEvent", "deleted", "edit", "reaction"))
        .allMatch(name -> all.contains("\"" + name + "\":{"));
  }

  @Test
  void numbersAreTheCodes() throws IOException {
    String document = Files.readString(DOCUMENT);

    assertThat(Layout.MESSAGES_PER_FILE).isEqualTo(10_000);
    assertThat(Json.LARGEST_LINE).isEqualTo(16 << 20);
    assertThat(document)
        .contains("at most 10,000 messages", "at most 16 MiB", "at most 1,000 deep");
  }
}

package app.afterglow.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** How JSON is written and read everywhere in the archive, and the limits against hostile input. */
final class Json {

  /** The largest line, in bytes, that is written or read: with its tree it fits in a small heap. */
  static final int LARGEST_LINE = 16 << 20;

  /** The most tokens (names, values, brackets) in a line. */
  private static final long MOST_TOKENS = 1_000_000;

  /** The deepest nesting that is written or read. */
  static final int DEEPEST = 1_000;

  /** The longest number that is written as a number or read as one. */
  static final int LONGEST_NUMBER = 1_000;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxTokenCount(MOST_TOKENS)
                  .maxStringLength(LARGEST_LINE)
                  .maxNameLength(LARGEST_LINE)
                  .build())
          .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
          // Only UTF-8: guessing would let a line mean two things.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Emoji as four bytes of UTF-8 rather than twelve of escapes. An unpaired surrogate,
          // which
          // UTF-8 can't hold, is escaped and so survives.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** Writes one JSON value. */
  @FunctionalInterface
  interface Body {
    void writeTo(JsonGenerator out) throws IOException;
  }

  /** One line of JSON Lines with its line feed. */
  static byte[] line(Body body) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator out = FACTORY.createGenerator(line)) {
      body.writeTo(out);
    }
    line.write('\n');
    return line.toByteArray();
  }

  /** Whether a line that was written can be read. */
  static boolean isReadable(byte[] line) throws IOException {
    // Each token takes a byte at least; most lines are far from any limit.
    if (line.length < MOST_TOKENS) {
      return true;
    }
    try {
      return line.length <= LARGEST_LINE && !read(line, 0, line.length).isMissingNode();
    } catch (StreamConstraintsException e) {
      return false;
    }
  }

  /** One value and nothing behind it. */
  static JsonNode read(byte[] bytes, int offset, int length) throws IOException {
    return MAPPER.readTree(bytes, offset, length);
  }
}

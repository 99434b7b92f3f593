package app.afterglow.exporter.retention;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a JSON file one by one, whether it holds one, several behind each other (with or
 * without line ends between them) or an array of them.
 */
final class JsonObjects implements AutoCloseable {

  private static final JsonMapper MAPPER = mapper();

  private final JsonParser parser;
  private boolean isAtObject;

  /** How a file begins. */
  enum Beginning {
    /** With an object, or an array of them. */
    OBJECT,
    /** It is empty. */
    NOTHING,
    /** With anything else: it is none that holds objects. */
    OTHER
  }

  private JsonObjects(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * An object, and where it begins.
   *
   * @param offset bytes from the stream's beginning
   */
  record Found(long offset, JsonNode node) {}

  private static JsonMapper mapper() {
    JsonMapper mapper = JsonMapper.builder().build();
    mapper
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build());
    return mapper;
  }

  static JsonObjects over(InputStream in) throws IOException {
    return new JsonObjects(MAPPER.getFactory().createParser(in));
  }

  /** The object that begins at the stream's first byte; the stream stays open. */
  static JsonNode at(InputStream in) throws IOException {
    JsonFactory factory = MAPPER.getFactory();
    try (JsonParser parser =
        factory.createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
      return MAPPER.readTree(parser);
    }
  }

  /** How it begins; to be asked before the first object. */
  Beginning beginning() throws IOException {
    try {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY) {
        token = parser.nextToken();
      }
      if (token == null || token == JsonToken.END_ARRAY) {
        return Beginning.NOTHING;
      }
      // In UTF-16 and UTF-32, which the bot doesn't write, places can't be told.
      isAtObject =
          token == JsonToken.START_OBJECT && parser.currentTokenLocation().getByteOffset() >= 0;
      return isAtObject ? Beginning.OBJECT : Beginning.OTHER;
    } catch (JacksonException | CharacterCodingException | CharConversionException e) {
      return Beginning.OTHER;
    }
  }

  /**
   * The next object, null at the end.
   *
   * @throws JacksonException where it is malformed: nothing behind it can be read
   */
  @Nullable Found next() throws IOException {
    JsonToken token = isAtObject ? parser.currentToken() : parser.nextToken();
    isAtObject = false;
    for (; token != null; token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        long offset = parser.currentTokenLocation().getByteOffset();
        JsonNode node = MAPPER.readTree(parser);
        return new Found(offset, node);
      }
    }
    return null;
  }

  /** How far the file was read: bytes from its beginning. */
  long offset() {
    return Math.max(0, parser.currentLocation().getByteOffset());
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}

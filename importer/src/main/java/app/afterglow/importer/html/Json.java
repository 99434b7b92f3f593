package app.afterglow.importer.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;

/** Writes JSON, and reads it back: whatever was written has to be readable, however long. */
final class Json {

  private static final int DEEPEST = 2000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .maxNestingDepth(DEEPEST + 10)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .build();

  private Json() {}

  /** A generator that can write {@code JsonNode}s too; closing it closes the writer. */
  static JsonGenerator generator(Writer writer) throws IOException {
    return MAPPER.createGenerator(writer);
  }

  /** A parser of what such a generator wrote. */
  static JsonParser parser(String text) throws IOException {
    return MAPPER.createParser(text);
  }
}

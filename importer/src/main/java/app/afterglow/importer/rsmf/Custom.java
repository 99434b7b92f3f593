package app.afterglow.importer.rsmf;

import app.afterglow.importer.plain.Texts;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The manifest's own place for what it has no field for: names with values that aren't empty. */
final class Custom {

  private Custom() {}

  /** Writes a name and its value, nothing where there is none. */
  static void write(String name, @Nullable String value, JsonGenerator json) throws IOException {
    if (value == null || value.isEmpty()) {
      return;
    }
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("value", Texts.wellFormed(value));
    json.writeEndObject();
  }
}

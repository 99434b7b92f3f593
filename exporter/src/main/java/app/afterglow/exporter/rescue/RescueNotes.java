package app.afterglow.exporter.rescue;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.container.RescuedProfile;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What a rescue file says of itself (docs/rescue-format.md). */
final class RescueNotes {

  static final String README = "README.txt";
  static final String ABOUT = RescuedProfile.FILE;
  static final String FILES = "files.jsonl";
  static final String REMARKS = "remarks.jsonl";

  static final int VERSION = 1;

  private static final JsonFactory JSON = new JsonFactory();

  private RescueNotes() {}

  private interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  static byte[] readme(RescueRequest request, Instant created, String topFolder)
      throws IOException {
    try (@Nullable InputStream in = RescueNotes.class.getResourceAsStream(README)) {
      if (in == null) {
        throw new FileNotFoundException("resource " + README);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("{name}", topFolder)
          .replace("{created}", created.truncatedTo(ChronoUnit.SECONDS).toString())
          .replace("{creator}", oneLine(request.creator()))
          .replace("{application}", oneLine(request.store().application()))
          .replace("{platform}", oneLine(request.store().platform()))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  static byte[] about(RescueRequest request, Instant created, Tally tally) throws IOException {
    FoundStore store = request.store();
    return json(
        out -> {
          out.writeStringField("format", RescuedProfile.FORMAT);
          out.writeNumberField("version", VERSION);
          out.writeStringField("creator", request.creator());
          out.writeStringField("created", created.truncatedTo(ChronoUnit.MILLIS).toString());
          out.writeStringField("source", store.source());
          out.writeStringField("application", store.application());
          out.writeStringField("platform", store.platform());
          out.writeStringField("folder", store.place());
          out.writeStringField("database", relative(store));
          out.writeObjectFieldStart("files");
          out.writeNumberField("found", tally.found());
          out.writeNumberField("carried", tally.carried());
          out.writeNumberField("lost", tally.lost());
          out.writeNumberField("others", tally.others());
          out.writeEndObject();
          out.writeNumberField("bytes", tally.bytes());
          out.writeNumberField("remarks", tally.remarkLines());
        });
  }

  private static String relative(FoundStore store) {
    Path database = store.database();
    return database.startsWith(store.root())
        ? store.root().relativize(database).toString().replace('\\', '/')
        : String.valueOf(database.getFileName());
  }

  static byte[] line(Carried file) throws IOException {
    return json(
        out -> {
          out.writeStringField("path", file.path());
          out.writeStringField("name", file.name());
          out.writeNumberField("size", file.size());
          out.writeStringField("modified", file.modified().toString());
          out.writeStringField("sha256", file.sha256());
        });
  }

  static byte[] line(Remark remark) throws IOException {
    return json(
        out -> {
          out.writeStringField("name", remark.path());
          out.writeStringField("reason", remark.reason().word());
          out.writeBooleanField("lost", remark.reason().isLoss());
          out.writeStringField("detail", remark.detail());
        });
  }

  private static byte[] json(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      fields.write(out);
      out.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }
}

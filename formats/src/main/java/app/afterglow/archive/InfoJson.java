package app.afterglow.archive;

import app.afterglow.model.Account;
import app.afterglow.model.Balance;
import app.afterglow.problem.UnsupportedInputException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** {@code data/archive.json}, written and read. */
final class InfoJson {

  private InfoJson() {}

  /** The whole file, on several lines: the one document of an archive that people look into. */
  static byte[] write(ArchiveInfo info) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter pretty = new DefaultPrettyPrinter();
    pretty.indentObjectsWith(indenter);
    pretty.indentArraysWith(indenter);
    try (JsonGenerator out = Json.FACTORY.createGenerator(bytes)) {
      out.setPrettyPrinter(pretty);
      write(info, out);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void write(ArchiveInfo info, JsonGenerator out) throws IOException {
    ArchiveDescription description = info.description();
    Account account = description.account();
    out.writeStartObject();
    out.writeNumberField("formatVersion", info.formatVersion());
    out.writeStringField("creator", description.creator());
    RecordJson.time("created", description.created(), out);
    out.writeObjectFieldStart("source");
    out.writeStringField("application", account.application());
    out.writeStringField("applicationVersion", account.applicationVersion());
    out.writeStringField("platform", account.platform());
    out.writeEndObject();
    out.writeObjectFieldStart("account");
    out.writeStringField("id", account.id());
    out.writeStringField("name", account.name());
    out.writeEndObject();
    out.writeFieldName("options");
    RawJson.write(description.options(), out);
    out.writeObjectFieldStart("balance");
    line("people", info.balance().people(), out);
    line("conversations", info.balance().conversations(), out);
    line("messages", info.balance().messages(), out);
    line("attachments", info.balance().attachments(), out);
    out.writeEndObject();
    out.writeObjectFieldStart("counts");
    out.writeNumberField("distinctAttachments", info.distinctAttachments());
    out.writeNumberField("attachmentBytes", info.attachmentBytes());
    out.writeNumberField("losses", info.losses());
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void line(String field, Balance.Line line, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart(field);
    out.writeNumberField("found", line.found());
    out.writeNumberField("carried", line.carried());
    out.writeNumberField("lost", line.lost());
    out.writeEndObject();
  }

  /**
   * Reads it.
   *
   * @throws UnsupportedInputException where the format version is another
   * @throws app.afterglow.problem.DamagedInputException where it is not as the format says
   */
  static ArchiveInfo read(byte[] bytes) throws IOException {
    try {
      JsonFields json = new JsonFields(Json.read(bytes, 0, bytes.length), "");
      // Before anything else: another version may say the rest differently.
      long version = json.integer("formatVersion");
      if (version != Layout.FORMAT_VERSION) {
        throw ArchiveProblems.formatVersion(version);
      }
      return read(json);
    } catch (UnsupportedInputException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw ArchiveProblems.entry(Layout.ARCHIVE, JsonLines.reason(e), e);
    }
  }

  private static ArchiveInfo read(JsonFields json) {
    JsonFields source = json.object("source");
    JsonFields owner = json.object("account");
    Account account =
        new Account(
            owner.string("id"),
            owner.stringOrNull("name"),
            source.string("application"),
            source.stringOrNull("applicationVersion"),
            source.string("platform"));
    JsonFields balance = json.object("balance");
    JsonFields counts = json.object("counts");
    return new ArchiveInfo(
        Layout.FORMAT_VERSION,
        new ArchiveDescription(
            json.string("creator"), json.time("created"), account, json.raw("options")),
        new Balance(
            line(balance.object("people")),
            line(balance.object("conversations")),
            line(balance.object("messages")),
            line(balance.object("attachments"))),
        counts.count("distinctAttachments"),
        counts.count("attachmentBytes"),
        counts.count("losses"));
  }

  private static Balance.Line line(JsonFields json) {
    return new Balance.Line(json.count("found"), json.count("carried"), json.count("lost"));
  }
}

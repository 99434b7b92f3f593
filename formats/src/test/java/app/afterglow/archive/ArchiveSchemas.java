package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Validates an archive's JSON against the schemas that stand in that archive. */
final class ArchiveSchemas {

  private final ArchiveReader reader;

  private ArchiveSchemas(ArchiveReader reader) {
    this.reader = reader;
  }

  /** Validates every JSON document of an archive. */
  static void validateAll(ArchiveReader reader) throws IOException {
    ArchiveSchemas schemas = new ArchiveSchemas(reader);
    schemas.document(Layout.ARCHIVE, "archive");
    schemas.lines(Layout.PEOPLE, "person");
    schemas.lines(Layout.CONVERSATIONS, "conversation");
    schemas.lines(Layout.ATTACHMENTS, "attachment");
    schemas.lines(Layout.LOSSES, "loss");
    for (ArchivedConversation conversation : reader.conversations()) {
      for (String path : conversation.messageFiles()) {
        schemas.lines(path, "message");
      }
    }
  }

  static Schema schema(String text) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text, InputFormat.JSON);
  }

  private Schema named(String name) throws IOException {
    return schema(text("schema/" + name + ".schema.json"));
  }

  private String text(String path) throws IOException {
    return new String(reader.content(path).readAllBytes(), StandardCharsets.UTF_8);
  }

  private void document(String path, String schema) throws IOException {
    assertThat(named(schema).validate(text(path), InputFormat.JSON)).as(path).isEmpty();
  }

  private void lines(String path, String schema) throws IOException {
    Schema named = named(schema);
    for (String line : text(path).lines().toList()) {
      if (!line.isEmpty()) {
        assertThat(named.validate(line, InputFormat.JSON)).as("%s: %s", path, line).isEmpty();
      }
    }
  }
}

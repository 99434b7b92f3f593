package app.afterglow.importer.rsmf;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.plain.MailReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads a file by Relativity's specification: the mail, the manifest by its schema, and what the
 * schema can't say: every id that is named is there.
 */
final class RsmfReader {

  private static final Set<String> HEADERS =
      Set.of(
          "Date",
          "From",
          "To",
          "Message-ID",
          "Subject",
          "MIME-Version",
          "Content-Type",
          "X-RSMF-Version",
          "X-RSMF-Generator",
          "X-RSMF-BeginDate",
          "X-RSMF-EndDate",
          "X-RSMF-EventCount",
          "X-RSMF-AttachmentCount",
          "X-RSMF-EventCollectionID",
          "X-RSMF-Application",
          "X-RSMF-Participants",
          "X-RSMF-Custodian");

  private static final Schema SCHEMA = schema();

  final MailReader mail;
  final Map<String, byte[]> files = new LinkedHashMap<>();
  final String json;
  final JsonNode manifest;

  private RsmfReader(byte[] file) throws IOException {
    mail = MailReader.read(file, HEADERS);
    assertThat(mail.files).hasSize(1);
    assertThat(mail.files.getFirst().name()).isEqualTo("rsmf.zip");
    byte[] zip = mail.files.getFirst().content();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        assertThat(entry.getName()).doesNotContain("/", "\\");
        assertThat(files.put(entry.getName(), in.readAllBytes())).isNull();
      }
    }
    json =
        new String(files.getOrDefault("rsmf_manifest.json", new byte[0]), StandardCharsets.UTF_8);
    manifest = new ObjectMapper().readTree(json);
  }

  static RsmfReader read(byte[] file) throws IOException {
    RsmfReader reader = new RsmfReader(file);
    assertThat(SCHEMA.validate(reader.json, InputFormat.JSON)).isEmpty();
    reader.checkReferences();
    reader.checkHeaders();
    return reader;
  }

  private static Schema schema() {
    try {
      String text = Files.readString(Path.of("src/test/resources/rsmf/manifest-2.0.0.schema.json"));
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void checkReferences() {
    Set<String> people = ids(manifest.path("participants"));
    Set<String> conversations = ids(manifest.path("conversations"));
    Set<String> events = ids(manifest.path("events"));
    for (JsonNode conversation : manifest.path("conversations")) {
      Set<String> members = new HashSet<>();
      conversation.path("participants").forEach(p -> members.add(p.textValue()));
      assertThat(people).containsAll(members);
      if (conversation.has("custodian")) {
        assertThat(members).contains(conversation.path("custodian").textValue());
      }
    }
    Set<String> named = new HashSet<>();
    Instant last = Instant.MIN;
    for (JsonNode event : manifest.path("events")) {
      assertThat(people).contains(event.path("participant").textValue());
      assertThat(conversations).contains(event.path("conversation").textValue());
      if (event.has("parent")) {
        assertThat(events).contains(event.path("parent").textValue());
        assertThat(event.path("parent")).isNotEqualTo(event.path("id"));
      }
      for (JsonNode reaction : event.path("reactions")) {
        reaction.path("participants").forEach(p -> assertThat(people).contains(p.textValue()));
      }
      event
          .path("edits")
          .forEach(e -> assertThat(people).contains(e.path("participant").textValue()));
      for (JsonNode attachment : event.path("attachments")) {
        String id = attachment.path("id").textValue();
        assertThat(named.add(id)).isTrue();
        assertThat(files).containsKey(id);
        assertThat(files.get(id)).hasSize(attachment.path("size").intValue());
      }
      Instant at = Instant.parse(event.path("timestamp").textValue());
      assertThat(at).isAfterOrEqualTo(last);
      last = at;
    }
    assertThat(files).hasSize(named.size() + 1);
  }

  private static Set<String> ids(JsonNode all) {
    Set<String> ids = new HashSet<>();
    for (JsonNode one : all) {
      assertThat(ids.add(one.path("id").textValue())).isTrue();
    }
    return ids;
  }

  private void checkHeaders() {
    JsonNode events = manifest.path("events");
    assertThat(header("X-RSMF-Version")).isEqualTo("2.0.0");
    assertThat(header("X-RSMF-EventCount")).isEqualTo(Integer.toString(events.size()));
    assertThat(header("X-RSMF-AttachmentCount")).isEqualTo(Integer.toString(files.size() - 1));
    assertThat(header("X-RSMF-EventCollectionID"))
        .isEqualTo(manifest.path("eventcollectionid").textValue());
    assertThat(header("X-RSMF-BeginDate")).isEqualTo(events.path(0).path("timestamp").textValue());
    assertThat(header("X-RSMF-EndDate"))
        .isEqualTo(events.path(events.size() - 1).path("timestamp").textValue());
  }

  private String header(String name) {
    return String.valueOf(mail.headers().get(name)).strip();
  }
}

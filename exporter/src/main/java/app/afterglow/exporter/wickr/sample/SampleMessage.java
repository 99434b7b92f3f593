package app.afterglow.exporter.wickr.sample;

import app.afterglow.exporter.wickr.crypto.CipherKey;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as the sample's table holds it.
 *
 * @param type the type's number
 * @param text the text column, null for none
 * @param fileName the shown name of its file, null for none
 * @param payload protobuf for texts and files, JSON for everything else
 */
@SuppressWarnings("ArrayRecordComponent")
record SampleMessage(int type, @Nullable String text, @Nullable String fileName, byte[] payload) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A text: sender { 1 }, text container { 1 text }. */
  static SampleMessage text(String sender, String text) {
    byte[] container = new WireWriter().text(1, text).toBytes();
    return new SampleMessage(
        1000, text, null, new WireWriter().text(1, sender).bytes(2, container).toBytes());
  }

  /** A file: media type 1, name 2, size 3, GUID 5, key 6, SHA-512 as hex 7, in container 5.1. */
  static SampleMessage file(
      String sender, String name, String guid, CipherKey key, byte[] content) {
    byte[] file =
        new WireWriter()
            .text(1, SampleFiles.mediaType(name))
            .text(2, name)
            .number(3, content.length)
            .text(5, guid)
            .bytes(6, key.serialised().bytes())
            .text(7, sha512(content))
            .toBytes();
    byte[] container = new WireWriter().bytes(1, file).toBytes();
    return new SampleMessage(
        6000, null, name, new WireWriter().text(1, sender).bytes(5, container).toBytes());
  }

  /** Everything that is neither: the vendor's JSON for its type. */
  static SampleMessage other(ScriptLine line, @Nullable String target, List<String> members)
      throws IOException {
    return switch (line.kind()) {
      case EDIT ->
          json(
              9000,
              "edit",
              JSON.objectNode().put("originalmessageid", target).put("text", line.argument(1)));
      case REACT ->
          json(
              9100,
              "reaction",
              JSON.objectNode()
                  .put("originalmessageid", target)
                  .put("reaction", line.argument(1))
                  .put("added", true));
      case DELETE ->
          json(4011, "control", JSON.objectNode().put("msgid", target).put("isrecall", false));
      case CALL -> call(line, members);
      case PLACE -> place(line);
      case EVENT -> event(line, members);
      case TEXT, FILE -> throw new IOException("not one of the others: " + line.kind());
    };
  }

  private static SampleMessage call(ScriptLine line, List<String> members) {
    ObjectNode call =
        JSON.objectNode()
            .put("status", line.argument(0))
            .put("duration", Long.parseLong(line.argument(1)));
    members.forEach(call.putArray("participants")::add);
    return json(7000, "call", call);
  }

  private static SampleMessage place(ScriptLine line) {
    ObjectNode place =
        JSON.objectNode()
            .put("latitude", Double.parseDouble(line.argument(0)))
            .put("longitude", Double.parseDouble(line.argument(1)));
    SampleMessage message = json(8000, "location", place);
    return new SampleMessage(8000, line.argument(2), null, message.payload());
  }

  private static SampleMessage event(ScriptLine line, List<String> members) {
    int type = Integer.parseInt(line.argument(0));
    ObjectNode control = JSON.objectNode().put("msgtype", type);
    members.forEach(control.putArray("members")::add);
    return json(type, "control", control);
  }

  private static SampleMessage json(int type, String name, ObjectNode inner) {
    ObjectNode node = JSON.objectNode().put("msgtype", type).set(name, inner);
    return new SampleMessage(type, null, null, node.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String sha512(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}

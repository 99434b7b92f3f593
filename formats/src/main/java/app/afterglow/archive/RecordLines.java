package app.afterglow.archive;

import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Records as the bytes of one line, for whoever has to put some aside and take them back. */
public final class RecordLines {

  private RecordLines() {}

  /** A message's line. */
  public static byte[] of(Message message) throws IOException {
    return Json.line(out -> RecordJson.write(message, out));
  }

  /** The line of an entry of a loss report. */
  public static byte[] of(Loss loss) throws IOException {
    return Json.line(out -> RecordJson.write(loss, out));
  }

  /** Whether a reader of archives takes a line: it has its limits against hostile input. */
  public static boolean isReadable(byte[] line) throws IOException {
    return Json.isReadable(line);
  }

  /** A message's fields by the names of the format. */
  public static ObjectNode fields(Message message) throws IOException {
    byte[] line = of(message);
    return (ObjectNode) Json.read(line, 0, line.length);
  }

  /** The message of a line that {@link #of(Message)} wrote. */
  public static Message message(byte[] line) throws IOException {
    return RecordParser.message(new JsonFields(Json.read(line, 0, line.length), ""));
  }

  /** The entry of a line that {@link #of(Loss)} wrote. */
  public static Loss loss(byte[] line) throws IOException {
    return RecordParser.loss(new JsonFields(Json.read(line, 0, line.length), ""));
  }
}

package app.afterglow.archive;

import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Records as the bytes of one line, for whoever has to put some aside and take them back. */
public final class RecordLines {

  private RecordLines() {}

  /**
   * A message's line.
   *
   * @throws app.afterglow.problem.DamagedInputException where it is nested deeper than any reader
   *     takes
   */
  public static byte[] of(Message message) throws IOException {
    return line("message " + message.id(), out -> RecordJson.write(message, out));
  }

  /** The line of an entry of a loss report. */
  public static byte[] of(Loss loss) throws IOException {
    return line("loss " + loss.id(), out -> RecordJson.write(loss, out));
  }

  /** A record's line, refused where it is nested deeper than any reader takes. */
  static byte[] line(String what, Json.Body body) throws IOException {
    try {
      return Json.line(body);
    } catch (StreamConstraintsException e) {
      throw ArchiveProblems.tooLarge(what, Json.LARGEST_LINE);
    }
  }

  /** Whether a reader of archives takes a message: it has its limits against hostile input. */
  public static boolean isReadable(Message message) throws IOException {
    try {
      return Json.isReadable(Json.line(out -> RecordJson.write(message, out)));
    } catch (StreamConstraintsException e) {
      return false;
    }
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

package app.afterglow.exporter.wickr.sample;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the script: a message.
 *
 * @param sender who sends it
 * @param at when, UTC
 * @param label by which later lines refer to it, null for none
 * @param kind what it is
 * @param arguments what belongs to the kind: the text, a file's name, a label and a text ...
 * @param lifeDays days after which it expires, 0 for never
 */
record ScriptLine(
    String sender,
    Instant at,
    @Nullable String label,
    Kind kind,
    List<String> arguments,
    int lifeDays) {

  ScriptLine {
    arguments = List.copyOf(arguments);
  }

  /** Kinds of messages, and how many words of a line are arguments before its rest. */
  enum Kind {
    TEXT(0),
    EDIT(1),
    REACT(1),
    DELETE(0),
    FILE(0),
    CALL(1),
    PLACE(2),
    EVENT(0);

    private final int words;

    Kind(int words) {
      this.words = words;
    }

    int words() {
      return words;
    }
  }

  /** An argument by its place. */
  String argument(int index) {
    return arguments.get(index);
  }
}

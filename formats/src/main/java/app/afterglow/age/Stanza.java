package app.afterglow.age;

import java.util.List;

/**
 * One recipient stanza of an age header: the file key, wrapped for one recipient (C2SP age.md,
 * "Recipient stanza").
 *
 * @param type the first argument, such as {@code X25519}
 * @param arguments the arguments after it
 * @param body the decoded body
 */
public record Stanza(String type, List<String> arguments, byte[] body) {

  public Stanza {
    arguments = List.copyOf(arguments);
  }
}

package app.afterglow.importer.xmpp;

import java.util.Locale;
import java.util.Map;

/**
 * Writes what Prosody keeps in its own files (storage {@code internal}: {@code util.datamanager}
 * and {@code util.stanza}): Lua tables. An element is {@code {name="n";attr={..};child;..}} with a
 * child being an element or a string, and {@code attr.xmlns} its namespace.
 *
 * <p>Such a file is run as a program. A string of it is always a quoted one in which everything
 * that could end it is escaped, so that no text becomes part of the program.
 */
final class LuaForm {

  private LuaForm() {}

  /** A string of Lua (manual, 3.1). */
  static String string(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c < ' ' || c == 0x7F) {
            out.append(String.format(Locale.ROOT, "\\%03d", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /**
   * An entry of an archive: {@code item({..});} and a line end.
   *
   * @param millis its time in milliseconds since 1970, UTC
   * @param with what Prosody finds it by
   */
  static String item(String key, long millis, String with, Element stanza) {
    StringBuilder out = new StringBuilder(512);
    out.append("item({key=").append(string(key));
    // Prosody 0.12 keeps whole seconds, and stops at a fraction when it is asked for the archive.
    out.append(";when=").append(Math.floorDiv(millis, 1_000L));
    out.append(";with=").append(string(with)).append(';');
    fields(stanza, "jabber:client", out);
    return out.append("});\n").toString();
  }

  private static void element(Element element, String around, StringBuilder out) {
    out.append('{');
    fields(element, around, out);
    out.append('}');
  }

  private static void fields(Element element, String around, StringBuilder out) {
    String namespace = element.namespace() == null ? around : element.namespace();
    out.append("name=").append(string(element.name())).append(";attr={");
    if (!namespace.equals("jabber:client")) {
      out.append("xmlns=").append(string(namespace)).append(';');
    }
    for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
      out.append('[').append(string(attribute.getKey())).append("]=");
      out.append(string(attribute.getValue())).append(';');
    }
    out.append("};");
    for (Element child : element.children()) {
      element(child, namespace, out);
      out.append(';');
    }
    if (!element.text().isEmpty()) {
      out.append(string(element.text())).append(';');
    }
  }
}

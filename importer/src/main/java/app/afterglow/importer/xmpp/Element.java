package app.afterglow.importer.xmpp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An XML element of an XMPP stanza: it holds elements or text, never both. It is put together once
 * and then written as XML ({@link XmlForm}) or as Prosody keeps it ({@link LuaForm}).
 *
 * <p>Whatever text it is given, what it holds can stand in XML 1.0: see {@link XmlText}.
 */
final class Element {

  private final String name;
  private final @Nullable String namespace;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Element> children = new ArrayList<>();
  private String text = "";

  private Element(String name, @Nullable String namespace) {
    this.name = name;
    this.namespace = namespace;
  }

  /** An element in the namespace of the one that holds it. */
  static Element of(String name) {
    return new Element(name, null);
  }

  /** An element in a namespace. */
  static Element of(String name, String namespace) {
    return new Element(name, namespace);
  }

  /** Sets an attribute. */
  Element with(String attribute, String value) {
    attributes.put(attribute, XmlText.line(value));
    return this;
  }

  /** Adds an element. */
  Element with(Element child) {
    children.add(child);
    return this;
  }

  /** Adds an element that holds nothing but a text. */
  Element with(Element child, String childText) {
    return with(child.text(childText));
  }

  /** Sets the text. */
  Element text(String newText) {
    text = XmlText.clean(newText);
    return this;
  }

  String name() {
    return name;
  }

  /** Its namespace, null for that of the element that holds it. */
  @Nullable String namespace() {
    return namespace;
  }

  Map<String, String> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  List<Element> children() {
    return Collections.unmodifiableList(children);
  }

  /** Its text, empty for none. */
  String text() {
    return text;
  }
}

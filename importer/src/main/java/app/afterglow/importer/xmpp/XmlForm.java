package app.afterglow.importer.xmpp;

import java.io.CharArrayWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements as XML, one after the other. */
final class XmlForm {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final CharArrayWriter chars = new CharArrayWriter();
  private final XMLStreamWriter xml;

  XmlForm() {
    try {
      xml = FACTORY.createXMLStreamWriter(chars);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * An element as UTF-8.
   *
   * @param around the namespace that holds where it will stand
   */
  byte[] bytes(Element element, String around) {
    return text(element, around).getBytes(StandardCharsets.UTF_8);
  }

  /** An element as text. */
  String text(Element element, String around) {
    chars.reset();
    try {
      write(element, around);
      xml.flush();
    } catch (XMLStreamException e) {
      // Nothing is read and nothing but memory is written to.
      throw new IllegalStateException(e);
    }
    return chars.toString();
  }

  private void write(Element element, String around) throws XMLStreamException {
    String namespace = element.namespace() == null ? around : element.namespace();
    boolean empty = element.children().isEmpty() && element.text().isEmpty();
    if (empty) {
      xml.writeEmptyElement(element.name());
    } else {
      xml.writeStartElement(element.name());
    }
    if (!namespace.equals(around)) {
      xml.writeDefaultNamespace(namespace);
    }
    for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
      xml.writeAttribute(attribute.getKey(), attribute.getValue());
    }
    if (!empty) {
      for (Element child : element.children()) {
        write(child, namespace);
      }
      if (!element.text().isEmpty()) {
        xml.writeCharacters(element.text());
      }
      xml.writeEndElement();
    }
  }
}

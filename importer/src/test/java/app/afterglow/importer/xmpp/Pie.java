package app.afterglow.importer.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads XEP-0227 (1.1) and refuses what its text doesn't allow: {@code server-data}, {@code host
 * jid}, {@code user name}, then what belongs to a user, each once; in {@code archive} (section
 * 4.11) nothing but results of XEP-0313 with an id and one forwarded message (XEP-0297) with one
 * delay (XEP-0203, times by XEP-0082), oldest first.
 */
final class Pie {

  private static final String PIE = "urn:xmpp:pie:0";
  private static final String STAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";
  private static final String BARE = "[^@/\\s\"&'<>:]+@[a-z0-9.-]+";
  private static final Set<String> OF_A_USER =
      Set.of(
          "{jabber:iq:roster}query",
          "{jabber:iq:private}query",
          "{vcard-temp}vCard",
          "{urn:xmpp:pie:0#mam}archive");

  /**
   * An entry of an archive.
   *
   * @param text the body, empty for none
   */
  record Entry(String id, Instant at, String from, String to, String text, Element message) {}

  /** The archives by the bare addresses of their users. */
  final Map<String, List<Entry>> archives = new LinkedHashMap<>();

  private final Map<String, Element> users = new LinkedHashMap<>();

  /** Reads every file of a folder, and then the document that puts them together. */
  static Pie read(Path folder) throws IOException {
    Pie pie = new Pie();
    try (Stream<Path> files = Files.list(folder.resolve("users"))) {
      for (Path file : files.sorted().toList()) {
        Element root = parse(file, false);
        int before = pie.archives.size();
        pie.serverData(root);
        assertThat(pie.archives).hasSize(before + 1);
        assertThat(pie.archives).containsKey(file.getFileName().toString().replace(".xml", ""));
      }
    }
    Pie whole = new Pie();
    whole.serverData(parse(folder.resolve("server-data.xml"), true));
    assertThat(whole.archives.keySet()).isEqualTo(pie.archives.keySet());
    for (Map.Entry<String, Element> user : pie.users.entrySet()) {
      assertThat(whole.user(user.getKey()).getTextContent())
          .isEqualTo(user.getValue().getTextContent());
    }
    return pie;
  }

  /** The element of a user. */
  Element user(String address) {
    return Objects.requireNonNull(users.get(address), address);
  }

  /** The archive of a user. */
  List<Entry> archive(String address) {
    return Objects.requireNonNull(archives.get(address), address);
  }

  private static Element parse(Path file, boolean includes) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://apache.org/xml/features/xinclude/fixup-base-uris", false);
      factory.setXIncludeAware(includes);
      return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private void serverData(Element root) {
    assertThat(name(root)).isEqualTo("{" + PIE + "}server-data");
    for (Element host : children(root)) {
      assertThat(name(host)).isEqualTo("{" + PIE + "}host");
      assertThat(host.getAttribute("jid")).matches("[a-z0-9.-]+");
      for (Element user : children(host)) {
        assertThat(name(user)).isEqualTo("{" + PIE + "}user");
        assertThat(user.hasAttribute("password")).isFalse();
        user(user.getAttribute("name") + "@" + host.getAttribute("jid"), user);
      }
    }
  }

  private void user(String address, Element user) {
    assertThat(address).matches(BARE);
    assertThat(users.put(address, user)).as(address + " twice").isNull();
    List<String> names = children(user).stream().map(Pie::name).toList();
    assertThat(names).doesNotHaveDuplicates().isSubsetOf(OF_A_USER);
    List<Entry> entries = new ArrayList<>();
    archives.put(address, entries);
    Set<String> ids = new HashSet<>();
    for (Element archive : named(user, "archive")) {
      for (Element result : children(archive)) {
        Entry entry = entry(address, result);
        assertThat(ids.add(entry.id())).as("id " + entry.id() + " twice").isTrue();
        assertThat(entries.isEmpty() || !entry.at().isBefore(entries.getLast().at()))
            .as("order")
            .isTrue();
        entries.add(entry);
      }
    }
  }

  private static Entry entry(String address, Element result) {
    assertThat(name(result)).isEqualTo("{urn:xmpp:mam:2}result");
    Element forwarded = only(result);
    assertThat(name(forwarded)).isEqualTo("{urn:xmpp:forward:0}forwarded");
    List<Element> two = children(forwarded);
    assertThat(two.stream().map(Pie::name))
        .containsExactlyInAnyOrder("{urn:xmpp:delay}delay", "{jabber:client}message");
    Element message = two.get(1);
    String stamp = two.getFirst().getAttribute("stamp");
    assertThat(stamp).matches(STAMP);
    String from = message.getAttribute("from");
    String to = message.getAttribute("to");
    assertThat(from).matches(BARE);
    assertThat(to).matches(BARE);
    assertThat(List.of(from, to)).contains(address);
    List<Element> bodies = named(message, "body");
    assertThat(bodies).hasSizeLessThanOrEqualTo(1);
    return new Entry(
        result.getAttribute("id"),
        Instant.parse(stamp),
        from,
        to,
        bodies.isEmpty() ? "" : bodies.getFirst().getTextContent(),
        message);
  }

  private static Element only(Element parent) {
    List<Element> all = children(parent);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  static List<Element> named(Element parent, String localName) {
    return children(parent).stream().filter(e -> e.getLocalName().equals(localName)).toList();
  }

  static List<Element> children(Element parent) {
    List<Element> all = new ArrayList<>();
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element element) {
        all.add(element);
      }
    }
    return all;
  }

  private static String name(Element element) {
    return "{" + element.getNamespaceURI() + "}" + element.getLocalName();
  }
}

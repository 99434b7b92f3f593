package app.afterglow.importer.xmpp;

import app.afterglow.importer.plain.FileSet;
import app.afterglow.model.Person;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The accounts: XEP-0227 (version 1.1), one whole file for each, because servers read a file into
 * memory at once and Prosody looks for {@code USER@HOST.xml}; and {@code server-data.xml}, which
 * puts them together by XInclude. An entry of an archive is a {@code result} of XEP-0313 (section
 * 4.11 of XEP-0227).
 *
 * <p>No password is written: whoever may read the file could use it.
 */
final class UserFiles {

  static final String PIE = "urn:xmpp:pie:0";
  private static final String MAM = "urn:xmpp:pie:0#mam";
  private static final String DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n";

  private final FileSet files;
  private final Settings settings;
  private final Addresses addresses;
  private final Contacts contacts;
  private final List<Place.Room> rooms;
  private final XmlForm xml = new XmlForm();

  UserFiles(
      FileSet files,
      Settings settings,
      Addresses addresses,
      Contacts contacts,
      List<Place.Room> rooms) {
    this.files = files;
    this.settings = settings;
    this.addresses = addresses;
    this.contacts = contacts;
    this.rooms = rooms;
  }

  /** An archive's entry, as bytes of its file. */
  byte[] result(long millis, String id, Element message) {
    Element result =
        Element.of("result", "urn:xmpp:mam:2")
            .with("id", id)
            .with(
                Element.of("forwarded", "urn:xmpp:forward:0")
                    .with(Element.of("delay", "urn:xmpp:delay").with("stamp", Stamp.of(millis)))
                    .with(message));
    return (xml.text(result, MAM) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Writes every account, its entries taken from the sorter in the order of the accounts. */
  void write(Sorter entries) throws IOException {
    List<String> accounts = addresses.accounts();
    try (Writing writing = new Writing(accounts)) {
      entries.drain(writing::entry);
      writing.to(accounts.size());
    }
    StringBuilder index = new StringBuilder(DECLARATION);
    index.append("<server-data xmlns='").append(PIE);
    index.append("' xmlns:xi='http://www.w3.org/2001/XInclude'>\n");
    index.append("<host jid='").append(settings.host()).append("'>\n");
    for (String account : accounts) {
      index.append("<xi:include href='").append(path(account));
      index.append("' xpointer='element(/1/1/1)'/>\n");
    }
    index.append("</host>\n</server-data>\n");
    try (OutputStream out = files.file("server-data.xml", null, null)) {
      out.write(index.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String path(String account) {
    return "users/" + account + ".xml";
  }

  /** Addresses are of letters, digits and a few signs: nothing in them needs escaping. */
  private String head(String account) {
    StringBuilder head = new StringBuilder(DECLARATION);
    head.append("<server-data xmlns='").append(PIE).append("'>\n");
    head.append("<host jid='").append(settings.host()).append("'>\n<user name='");
    head.append(account, 0, account.indexOf('@')).append("'>\n");
    List<Person> people = addresses.people(account);
    head.append(xml.text(roster(account), PIE)).append('\n');
    head.append(xml.text(bookmarks(account, people), PIE)).append('\n');
    head.append(xml.text(card(people), PIE)).append('\n');
    return head.append("<archive xmlns='").append(MAM).append("'>\n").toString();
  }

  private Element roster(String account) {
    Element roster = Element.of("query", "jabber:iq:roster");
    Set<String> all = contacts.of(account);
    for (String contact : all) {
      Element item =
          Element.of("item")
              .with("jid", contact)
              .with("name", addresses.shown(addresses.people(contact).getFirst().id()))
              .with("subscription", addresses.hasAccount(contact) ? "both" : "none");
      roster.with(item);
    }
    return roster;
  }

  private Element bookmarks(String account, List<Person> people) {
    Element storage = Element.of("storage", "storage:bookmarks");
    for (Place.Room room : rooms) {
      if (room.owners().contains(account) || room.members().contains(account)) {
        storage.with(
            Element.of("conference")
                .with("jid", room.address())
                .with("name", room.title())
                .with("autojoin", "true")
                .with(Element.of("nick"), addresses.nick(people.getFirst().id())));
      }
    }
    return Element.of("query", "jabber:iq:private").with(storage);
  }

  private Element card(List<Person> people) {
    return Element.of("vCard", "vcard-temp")
        .with(Element.of("FN"), addresses.shown(people.getFirst().id()));
  }

  /** Writes accounts one after the other. */
  private final class Writing implements AutoCloseable {
    private final List<String> accounts;
    private int current = -1;
    private @Nullable OutputStream out;

    Writing(List<String> accounts) {
      this.accounts = accounts;
    }

    void entry(int box, byte[] bytes) throws IOException {
      to(box);
      if (out == null) {
        throw new IllegalStateException("an entry of no account");
      }
      out.write(bytes);
    }

    /** Ends the account that is being written, and writes those before this one. */
    void to(int box) throws IOException {
      while (current < box) {
        if (out != null) {
          out.write(
              "</archive>\n</user>\n</host>\n</server-data>\n".getBytes(StandardCharsets.UTF_8));
          out.close();
          out = null;
        }
        current++;
        if (current < accounts.size()) {
          String account = accounts.get(current);
          out = files.file(path(account), null, null);
          out.write(head(account).getBytes(StandardCharsets.UTF_8));
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        out.close();
      }
    }
  }
}

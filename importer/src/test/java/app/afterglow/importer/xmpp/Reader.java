package app.afterglow.importer.xmpp;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.xml.namespace.QName;
import org.jivesoftware.smack.ConnectionConfiguration;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.bookmarks.BookmarkManager;
import org.jivesoftware.smackx.bookmarks.BookmarkedConference;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.forward.packet.Forwarded;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.impl.JidCreate;

/** Somebody who logs in and reads what the server has: Smack, a client that knows nothing of us. */
final class Reader implements AutoCloseable {

  /**
   * A message as the client got it.
   *
   * @param key its id in the archive
   * @param author the address of who wrote it
   * @param millis its time
   * @param text its body, empty for none
   * @param message all of it
   */
  record Got(String key, String author, long millis, String text, Message message) {

    /** Whether it holds such an element. */
    boolean has(String name, String namespace) {
      return message.hasExtension(new QName(namespace, name));
    }
  }

  private final XMPPTCPConnection connection;

  private Reader(XMPPTCPConnection connection) {
    this.connection = connection;
  }

  static Reader login(Prosody server, String name, String password) throws Exception {
    XMPPTCPConnection connection =
        new XMPPTCPConnection(
            XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(Prosody.HOST)
                .setHostAddress(InetAddress.getLoopbackAddress())
                .setPort(server.port())
                .setSecurityMode(ConnectionConfiguration.SecurityMode.disabled)
                .setUsernameAndPassword(name, password)
                .setResource("reader")
                .build());
    connection.setReplyTimeout(60_000);
    connection.connect().login();
    return new Reader(connection);
  }

  /** The whole archive of messages with this address. */
  List<Got> direct(String with) throws Exception {
    return read(
        MamManager.getInstanceFor(connection),
        MamManager.MamQueryArgs.builder()
            .limitResultsToJid(JidCreate.bareFrom(with))
            .setResultPageSize(100)
            .build());
  }

  /** The whole archive of a room. */
  List<Got> room(String address) throws Exception {
    MamManager manager =
        MamManager.getInstanceFor(
            MultiUserChatManager.getInstanceFor(connection)
                .getMultiUserChat(JidCreate.entityBareFrom(address)));
    return read(manager, MamManager.MamQueryArgs.builder().setResultPageSize(100).build());
  }

  /** The names of the contacts by their addresses. */
  List<String> contacts() throws Exception {
    Roster roster = Roster.getInstanceFor(connection);
    roster.reloadAndWait();
    Collection<RosterEntry> entries = roster.getEntries();
    return entries.stream().map(e -> e.getJid() + " " + e.getName()).sorted().toList();
  }

  /** The rooms that are bookmarked. */
  List<String> bookmarks() throws Exception {
    List<BookmarkedConference> all =
        BookmarkManager.getBookmarkManager(connection).getBookmarkedConferences();
    return all.stream().map(b -> b.getJid() + " " + b.getName()).sorted().toList();
  }

  private static List<Got> read(MamManager manager, MamManager.MamQueryArgs arguments)
      throws SmackException.NoResponseException,
          XMPPException.XMPPErrorException,
          SmackException.NotConnectedException,
          SmackException.NotLoggedInException,
          InterruptedException,
          IOException {
    List<Got> all = new ArrayList<>();
    MamManager.MamQuery query = manager.queryArchive(arguments);
    add(query, all);
    while (!query.isComplete()) {
      query.pageNext(100);
      add(query, all);
    }
    return all;
  }

  private static void add(MamManager.MamQuery query, List<Got> all) throws IOException {
    for (var result : query.getPage().getMamResultExtensions()) {
      Forwarded<Message> forwarded = result.getForwarded();
      Message message = forwarded.getForwardedStanza();
      DelayInformation own = DelayInformation.from(message);
      DelayInformation outer = forwarded.getDelayInformation();
      long millis = outer.getStamp().toInstant().toEpochMilli();
      if (own != null) {
        if (own.getStamp().toInstant().toEpochMilli() / 1_000 != millis / 1_000) {
          throw new IOException("two times: " + own.getStamp() + ", " + outer.getStamp());
        }
        millis = own.getStamp().toInstant().toEpochMilli();
      }
      MUCUser user = MUCUser.from(message);
      String author =
          user != null && user.getItem() != null && user.getItem().getJid() != null
              ? user.getItem().getJid().asBareJid().toString()
              : message.getFrom().toString();
      String body = message.getBody();
      all.add(new Got(result.getId(), author, millis, body == null ? "" : body, message));
    }
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}

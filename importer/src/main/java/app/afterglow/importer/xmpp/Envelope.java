package app.afterglow.importer.xmpp;

import org.jspecify.annotations.Nullable;

/** Who a stanza is from and to, as the place it stands in wants it. */
final class Envelope {

  private final Place place;
  private final Addresses addresses;

  Envelope(Place place, Addresses addresses) {
    this.place = place;
    this.addresses = addresses;
  }

  /** Whether this person can be the author here: anybody in a room, one of the two elsewhere. */
  boolean takes(@Nullable String senderId) {
    return switch (place) {
      case Place.Direct direct -> senderId != null && direct.has(addresses.of(senderId));
      case Place.Room _ -> true;
    };
  }

  /**
   * An empty message. Where the sender can't be its author here, it is from the one who is not the
   * first to have an account, so that it stands in the right conversation.
   *
   * @param id its id, which is that of its entry in the archive, too
   * @param millis its time; servers keep whole seconds, so that the rest stands in the message
   */
  Element message(@Nullable String senderId, String id, long millis) {
    Element message = Element.of("message", "jabber:client");
    switch (place) {
      case Place.Direct direct -> {
        String from =
            senderId != null && takes(senderId)
                ? addresses.of(senderId)
                : direct.facing(addresses.hasAccount(direct.one()) ? direct.one() : direct.other());
        message.with("type", "chat").with("from", from).with("to", direct.facing(from));
      }
      case Place.Room room ->
          message
              .with("type", "groupchat")
              .with("from", room.address() + "/" + addresses.nick(senderId));
    }
    message.with("id", id);
    if (millis % 1_000 != 0) {
      message.with(Element.of("delay", "urn:xmpp:delay").with("stamp", Stamp.of(millis)));
    }
    if (place instanceof Place.Room room && senderId != null) {
      String address = addresses.of(senderId);
      String affiliation =
          room.owners().contains(address)
              ? "owner"
              : room.members().contains(address) ? "member" : "none";
      message.with(
          Element.of("x", "http://jabber.org/protocol/muc#user")
              .with(
                  Element.of("item")
                      .with("affiliation", affiliation)
                      .with("role", affiliation.equals("owner") ? "moderator" : "participant")
                      .with("jid", address)));
    }
    return message;
  }
}

package app.afterglow.exporter.wickr;

/** The numbers of message types, as the vendor documents them for its own JSON. */
final class MessageType {

  static final int TEXT = 1000;
  static final int VERIFICATION = 3000;
  static final int ROOM_CREATED = 4001;
  static final int MEMBERS_CHANGED = 4002;
  static final int MEMBER_LEFT = 4003;
  static final int PARAMETERS_CHANGED = 4004;
  static final int ROOM_DELETED = 4005;
  static final int DELETED = 4011;
  static final int FILE = 6000;
  static final int CALL = 7000;
  static final int LOCATION = 8000;
  static final int EDIT = 9000;
  static final int REACTION = 9100;

  private static final int UNKNOWN = -1;

  private MessageType() {}

  /** The number a store's type column stands for, -1 where it is none. */
  static int of(String stored) {
    try {
      return Integer.parseInt(stored.strip());
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }
}

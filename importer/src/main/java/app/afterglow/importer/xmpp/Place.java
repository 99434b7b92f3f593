package app.afterglow.importer.xmpp;

import app.afterglow.importer.plain.Scope;
import java.util.List;

/** What a conversation becomes. */
sealed interface Place {

  /** The conversation. */
  Scope.Wanted wanted();

  /**
   * Messages between two addresses, which may be one.
   *
   * @param one the address of the first
   * @param other the address of the second
   */
  record Direct(Scope.Wanted wanted, String one, String other) implements Place {

    /** The address somebody of this address writes to. */
    String facing(String address) {
      return address.equals(one) ? other : one;
    }

    /** Whether somebody of this address takes part. */
    boolean has(String address) {
      return address.equals(one) || address.equals(other);
    }
  }

  /**
   * A room.
   *
   * @param address its address
   * @param title its name
   * @param owners the addresses of those who may change it
   * @param members the addresses of the others who may enter
   */
  record Room(
      Scope.Wanted wanted, String address, String title, List<String> owners, List<String> members)
      implements Place {}
}

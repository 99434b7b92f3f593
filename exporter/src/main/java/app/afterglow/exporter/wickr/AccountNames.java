package app.afterglow.exporter.wickr;

import app.afterglow.model.Loss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that a store names. Nothing in a message's row tells whose of them it is, so that
 * all messages are read as one history: an archive is the first account's, and says so of others.
 */
final class AccountNames {

  private final List<String> names = new ArrayList<>();

  void add(String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  /** The account that an archive is of, null where the store names none. */
  @Nullable String first() {
    return names.isEmpty() ? null : names.getFirst();
  }

  /** Whose people are the user: those of every account. */
  Set<String> all() {
    return new HashSet<>(names);
  }

  /** Remarks on every further account. */
  void remark(Consumer<Loss> losses) {
    for (String other : names.stream().skip(1).toList()) {
      losses.accept(
          Loss.partial(
              Loss.What.PERSON,
              other,
              "second-account",
              "the store is of several accounts: messages of this one are carried with those of %s"
                  .formatted(first())));
    }
  }

  /** Remarks on an account whose name another key has sealed, and whose messages it will have. */
  static Loss sealed() {
    return Loss.partial(
        Loss.What.PERSON,
        "account",
        "second-account",
        "a further account's key opens with another password: its texts are kept sealed. Export"
            + " once more with that password, and merge both archives");
  }
}

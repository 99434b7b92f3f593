package app.afterglow.launcher.cli;

import app.afterglow.age.Identity;
import java.util.List;

/** What opens archives, wiped on close. */
record Identities(List<Identity> all) implements AutoCloseable {

  Identities {
    all = List.copyOf(all);
  }

  @Override
  public void close() {
    all.forEach(Identity::close);
  }
}

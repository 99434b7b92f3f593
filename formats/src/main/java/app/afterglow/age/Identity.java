package app.afterglow.age;

import app.afterglow.secret.Secret;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What opens a file that was encrypted to its recipient. Closing wipes it. */
public interface Identity extends AutoCloseable {

  /**
   * The file key of 16 bytes, or null where no stanza is this identity's.
   *
   * @throws app.afterglow.problem.DamagedInputException where a stanza of this identity's type is
   *     malformed
   */
  @Nullable Secret unwrap(List<Stanza> stanzas) throws IOException;

  @Override
  void close();
}

package app.afterglow.exporter.container;

import app.afterglow.age.Identity;
import app.afterglow.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person gave to open a container. Owns its secrets: closing wipes them.
 *
 * @param backupPassword the password a phone's backup was made with; null where none was given
 * @param identities what opens an age file, such as a rescue file
 */
public record ContainerKeys(@Nullable Secret backupPassword, List<? extends Identity> identities)
    implements AutoCloseable {

  public ContainerKeys {
    identities = List.copyOf(identities);
  }

  /** Nothing at all. */
  public static ContainerKeys none() {
    return new ContainerKeys(null, List.of());
  }

  @Override
  public void close() {
    if (backupPassword != null) {
      backupPassword.close();
    }
    identities.forEach(Identity::close);
  }
}

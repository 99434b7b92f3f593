package app.afterglow.age;

import app.afterglow.secret.Secret;
import java.util.List;

/** Holds one file's key itself. The header's MAC still tells whether it is that file's. */
final class FileKeyIdentity implements Identity {

  private final Secret fileKey;

  FileKeyIdentity(Secret fileKey) {
    this.fileKey = fileKey;
  }

  @Override
  public Secret unwrap(List<Stanza> stanzas) {
    return Secret.copyOf(fileKey.bytes());
  }

  @Override
  public void close() {
    fileKey.close();
  }

  @Override
  public String toString() {
    return "***";
  }
}

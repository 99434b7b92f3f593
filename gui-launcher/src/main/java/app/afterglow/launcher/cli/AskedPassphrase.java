package app.afterglow.launcher.cli;

import app.afterglow.age.Identity;
import app.afterglow.age.PassphraseIdentity;
import app.afterglow.age.Stanza;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an archive's passphrase when the archive turns out to have one, as often as it takes.
 * What opened one archive is tried on the next before anybody is asked again.
 */
final class AskedPassphrase implements Identity {

  private static final String PASSPHRASE_STANZA = "scrypt";

  private final Session session;
  private final Prompt prompt;
  private final String words;
  private final List<PassphraseIdentity> known = new ArrayList<>();

  AskedPassphrase(Session session, Prompt prompt) {
    this(session, prompt, "passphrase");
  }

  /** Asks in the words of {@code words.ask}. */
  AskedPassphrase(Session session, Prompt prompt, String words) {
    this.session = session;
    this.prompt = prompt;
    this.words = words;
  }

  @Override
  public @Nullable Secret unwrap(List<Stanza> stanzas) throws IOException {
    if (stanzas.stream().noneMatch(stanza -> stanza.type().equals(PASSPHRASE_STANZA))) {
      return null;
    }
    for (PassphraseIdentity identity : known) {
      Secret fileKey = identity.unwrap(stanzas);
      if (fileKey != null) {
        return fileKey;
      }
    }
    while (true) {
      char[] typed = prompt.secret(session.words().say(words + ".ask"));
      if (typed == null) {
        return null;
      }
      PassphraseIdentity identity = PassphraseIdentity.of(Secret.ofChars(typed));
      Secret fileKey = identity.unwrap(stanzas);
      if (fileKey != null) {
        known.add(identity);
        return fileKey;
      }
      identity.close();
      session.note("passphrase.wrong");
    }
  }

  @Override
  public void close() {
    known.forEach(PassphraseIdentity::close);
  }
}

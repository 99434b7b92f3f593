package app.afterglow.launcher.gui;

import app.afterglow.age.PassphraseIdentity;
import app.afterglow.age.PassphraseRecipient;
import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.ExportReport;
import app.afterglow.exporter.ExportRequest.Expired;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.StoreContents;
import app.afterglow.exporter.StorePlace;
import app.afterglow.exporter.rescue.RescueReport;
import app.afterglow.launcher.passphrase.WordPassphrase;
import app.afterglow.model.Selection;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person has chosen so far, screen by screen. Owns the secrets and the private copies of
 * what was unpacked: closing wipes both. Touched by the window's thread only.
 */
final class Choices implements AutoCloseable {

  private final List<StorePlace> places = new ArrayList<>();
  private @Nullable FoundStore store;
  private boolean sample;
  private @Nullable Credentials credentials;
  private @Nullable WordPassphrase words;
  private @Nullable Secret passphrase;
  private @Nullable RescueReport rescue;
  private @Nullable StoreContents contents;
  private Selection selection = Selection.ALL;
  private Expired expired = Expired.KEEP;
  private @Nullable Path folder;
  private @Nullable Path sampleFolder;
  private @Nullable Path archive;
  private @Nullable ExportReport report;

  void opened(StorePlace place) {
    places.add(place);
  }

  FoundStore store() {
    return Objects.requireNonNull(store, "no store was chosen");
  }

  /**
   * Another store: all that belongs to the one before is forgotten, its passphrase too. Words are
   * shown once, so nothing may be locked with some that were made for something else.
   */
  void choose(FoundStore chosen) {
    if (!chosen.equals(store)) {
      forget();
      store = chosen;
    }
  }

  /**
   * The store of made-up people, whose password is no secret.
   *
   * @param beside where files are kept that are made of it, and of nothing else
   */
  void chooseSample(FoundStore made, Path beside) {
    choose(made);
    sample = true;
    sampleFolder = beside;
  }

  /**
   * The store, what was found out about it and what it is locked with; not where files are kept.
   */
  void forget() {
    store = null;
    sample = false;
    sampleFolder = null;
    rescue = null;
    contents = null;
    selection = Selection.ALL;
    expired = Expired.KEEP;
    archive = null;
    report = null;
    forgetCredentials();
    forgetPassphrase();
  }

  boolean isSample() {
    return sample;
  }

  Credentials credentials() {
    return Objects.requireNonNull(credentials, "nothing was given to open the store");
  }

  /** Takes them over. */
  void unlockWith(Credentials given) {
    forgetCredentials();
    credentials = given;
  }

  private void forgetCredentials() {
    if (credentials != null) {
      credentials.close();
      credentials = null;
    }
  }

  /** The seven words that were made, null where there are none. */
  @Nullable WordPassphrase words() {
    return words;
  }

  /** Takes them over; they become the passphrase. */
  void lockWith(WordPassphrase made) {
    lockWith(made.secret());
    words = made;
  }

  /** Takes it over. */
  void lockWith(Secret chosen) {
    forgetPassphrase();
    passphrase = chosen;
  }

  private void forgetPassphrase() {
    if (words != null) {
      words.close();
      words = null;
    }
    if (passphrase != null) {
      passphrase.close();
      passphrase = null;
    }
  }

  boolean hasPassphrase() {
    return passphrase != null;
  }

  /** Who can open what is written: whoever knows the passphrase. The caller closes it. */
  PassphraseRecipient recipient() {
    return PassphraseRecipient.of(copyOfPassphrase());
  }

  /** What opens it again. The caller closes it. */
  PassphraseIdentity identity() {
    return PassphraseIdentity.of(copyOfPassphrase());
  }

  private Secret copyOfPassphrase() {
    return Secret.copyOf(Objects.requireNonNull(passphrase, "no passphrase was chosen").bytes());
  }

  @Nullable RescueReport rescue() {
    return rescue;
  }

  void rescued(RescueReport made) {
    rescue = made;
  }

  StoreContents contents() {
    return Objects.requireNonNull(contents, "the store was not looked into");
  }

  void lookedInto(StoreContents found) {
    contents = found;
  }

  Selection selection() {
    return selection;
  }

  Expired expired() {
    return expired;
  }

  void want(Selection wanted, Expired whatOfExpired) {
    selection = wanted;
    expired = whatOfExpired;
  }

  /** Where files are kept, null before that was asked. */
  @Nullable Path folder() {
    return sample ? sampleFolder : folder;
  }

  void keepIn(Path chosen) {
    if (sample) {
      sampleFolder = chosen;
    } else {
      folder = chosen;
    }
  }

  Path archive() {
    return Objects.requireNonNull(archive, "no archive was named");
  }

  void keepAs(Path file) {
    archive = file;
  }

  ExportReport report() {
    return Objects.requireNonNull(report, "nothing was exported");
  }

  void exported(ExportReport made) {
    report = made;
  }

  @Override
  public void close() throws IOException {
    forgetCredentials();
    forgetPassphrase();
    IOException failure = null;
    for (StorePlace place : places) {
      try {
        place.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    places.clear();
    if (failure != null) {
      throw failure;
    }
  }
}

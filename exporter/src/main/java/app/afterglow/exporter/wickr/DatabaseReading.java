package app.afterglow.exporter.wickr;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.exporter.sqlcipher.PageKey;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.exporter.sqlcipher.salvage.SalvageSettings;
import app.afterglow.exporter.sqlcipher.salvage.SalvagedStore;
import app.afterglow.exporter.sqlcipher.salvage.StoreCheck;
import app.afterglow.model.Loss;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a store, read from its database or, where that is damaged, from what can be
 * salvaged of it.
 */
final class DatabaseReading implements AutoCloseable {

  private final AutoCloseable opened;
  private final StoreDatabase database;
  private final StoreTables tables;
  private final List<Loss> losses;
  private final boolean salvaged;

  private DatabaseReading(
      AutoCloseable opened,
      StoreDatabase database,
      StoreTables tables,
      List<Loss> losses,
      boolean salvaged) {
    this.opened = opened;
    this.database = database;
    this.tables = tables;
    this.losses = List.copyOf(losses);
    this.salvaged = salvaged;
  }

  /** How a database is read. */
  enum Way {
    /** As SQLite reads it; what can be salvaged of it only where that fails. */
    USUAL,
    /** Page by page from the beginning: the usual way was tried, and failed later. */
    SALVAGE
  }

  /** Reads the tables of an opened database. */
  interface Reader {
    /**
     * Reads them.
     *
     * @param file the database's file, whose size bounds what it holds
     */
    StoreTables read(StoreDatabase database, Path file) throws IOException;
  }

  /**
   * Reads an encrypted database.
   *
   * @param databaseKey what opens it; stays the caller's
   */
  static DatabaseReading encrypted(
      FoundStore found,
      PrivateCopy copy,
      DatabaseKey databaseKey,
      Way way,
      Reader reader,
      Progress progress)
      throws IOException {
    PageKey key = databaseKey.key();
    Salvage salvage =
        new Salvage(
            found,
            copy,
            KeyMaterial.rawKey(key.key(), key.salt()),
            SalvageSettings.of(key.scheme()).expecting(KnownTables.SQL),
            SalvagedStore.Finish.NONE,
            reader,
            progress);
    if (way == Way.SALVAGE) {
      return salvage.read("damage showed up while it was read");
    }
    if (!databaseKey.opensPageOne()) {
      return salvage.read("its first page is damaged");
    }
    return read(() -> StoreDatabase.openEncrypted(copy, found.database(), key), reader, salvage);
  }

  /** Reads a database that is not encrypted. */
  static DatabaseReading plain(
      FoundStore found, PrivateCopy copy, Way way, Reader reader, Progress progress)
      throws IOException {
    Salvage salvage =
        new Salvage(
            found,
            copy,
            KeyMaterial.none(),
            SalvageSettings.plain().expecting(KnownTables.CORE_DATA),
            LooseLinks::nameTables,
            reader,
            progress);
    if (way == Way.SALVAGE) {
      return salvage.read("damage showed up while it was read");
    }
    return read(() -> openChecked(copy, found), reader, salvage);
  }

  /** Opens a database whose pages nothing authenticates, after a look at all of them. */
  private static StoreDatabase openChecked(PrivateCopy copy, FoundStore found) throws IOException {
    StoreDatabase database = StoreDatabase.openPlain(copy, found.database());
    try {
      Optional<String> defect = database.firstDefect();
      if (defect.isPresent()) {
        throw WickrProblems.damaged("malformed", found.database(), defect.get());
      }
      return database;
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private interface Opening {
    StoreDatabase open() throws IOException;
  }

  private static DatabaseReading read(Opening opening, Reader reader, Salvage salvage)
      throws IOException {
    StoreCheck check = StoreCheck.of(salvage.copy(), salvage.key(), salvage.settings());
    if (check.damage().isPresent()) {
      return salvage.read(check.damage().get());
    }
    StoreDatabase database;
    try {
      database = opening.open();
    } catch (DamagedInputException e) {
      return salvage.read(words(e));
    }
    try {
      StoreTables tables = reader.read(database, salvage.copy().database());
      return new DatabaseReading(database, database, tables, check.losses(), false);
    } catch (IOException | RuntimeException e) {
      database.close();
      if (database.isDamaged() && e instanceof IOException) {
        return salvage.read(words(e));
      }
      throw e;
    }
  }

  private static String words(Exception e) {
    return e instanceof DamagedInputException damaged
        ? damaged.problem().what(Locale.ROOT)
        : String.valueOf(e.getMessage());
  }

  /** Everything it takes to read what is left. */
  private record Salvage(
      FoundStore found,
      PrivateCopy copy,
      KeyMaterial key,
      SalvageSettings settings,
      SalvagedStore.Finish finish,
      Reader reader,
      Progress progress) {

    DatabaseReading read(String why) throws IOException {
      SalvagedStore store =
          SalvagedStore.of(
              new SalvagedStore.Order(
                  copy, found.database(), settings, KnownTables.ROLES, finish, why),
              key,
              progress);
      try {
        StoreTables tables = reader.read(store.database(), store.file());
        return new DatabaseReading(store, store.database(), tables, store.losses(), true);
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
    }
  }

  StoreTables tables() {
    return tables;
  }

  /** What was lost before the first table was read. */
  List<Loss> losses() {
    return losses;
  }

  /** Messages among {@link #losses} that no table holds any more. */
  long lostMessages() {
    return losses.stream()
        .filter(loss -> loss.what() == Loss.What.MESSAGE && !loss.partial())
        .count();
  }

  /** Whether damage has shown up since, of which more can be salvaged. */
  boolean needsSalvage() {
    return !salvaged && database.isDamaged();
  }

  @Override
  public void close() throws IOException {
    @Nullable Exception failure = null;
    try {
      tables.close();
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
    try {
      opened.close();
    } catch (Exception e) {
      failure = failure == null ? e : failure;
    }
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IOException(failure);
    }
  }
}

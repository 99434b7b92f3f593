package app.afterglow.launcher.cli;

import app.afterglow.exporter.SourceProvider;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.launcher.program.Version;
import app.afterglow.launcher.terminal.Words;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether this machine can do what is needed. */
final class DoctorChecks {

  private static final long TIGHT_SPACE = 1_000_000_000;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Words words;

  DoctorChecks(Session session) {
    this.words = session.words();
  }

  /** How something is. */
  enum Health {
    FINE,
    DOUBTFUL,
    ILL
  }

  /**
   * One thing that was looked at.
   *
   * @param name its name for machines
   * @param health how it is
   * @param words what people are told of it
   */
  record Check(String name, Health health, String words) {}

  /** Everything about the machine. */
  List<Check> machine() {
    List<Check> checks = new ArrayList<>();
    checks.add(check("program", Health.FINE, Version.program(), Runtime.version().toString()));
    checks.add(
        check(
            "memory",
            Health.FINE,
            words.size(Runtime.getRuntime().maxMemory()),
            Runtime.getRuntime().availableProcessors()));
    checks.add(database());
    checks.add(privateFolder());
    checks.add(space());
    checks.add(names());
    checks.add(
        check("language", Health.FINE, words.say("language"), ZoneId.systemDefault().getId()));
    checks.addAll(places());
    return checks;
  }

  private Check check(String name, Health health, Object... arguments) {
    return new Check(name, health, words.say("doctor." + name, arguments));
  }

  /** The one library with native code: it must load on this system. */
  private Check database() {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = database.createStatement();
        ResultSet version = statement.executeQuery("SELECT sqlite_version()")) {
      return check("database", Health.FINE, version.next() ? version.getString(1) : "?");
    } catch (SQLException | LinkageError e) {
      return check("database-ill", Health.ILL, String.valueOf(e.getMessage()));
    }
  }

  /** Where copies of a store are made: nobody else may look into them. */
  private Check privateFolder() {
    try {
      Path folder = Files.createTempDirectory("afterglow-doctor");
      try {
        boolean shared =
            Files.getFileStore(folder).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(folder).stream().anyMatch(OTHERS::contains);
        return check(
            shared ? "folder-shared" : "folder",
            shared ? Health.ILL : Health.FINE,
            String.valueOf(folder.getParent()));
      } finally {
        Files.delete(folder);
      }
    } catch (IOException e) {
      return check("folder-ill", Health.ILL, System.getProperty("java.io.tmpdir"), e.toString());
    }
  }

  private Check space() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Path here = Path.of("").toAbsolutePath();
    try {
      long freeForCopies = Files.getFileStore(temporary).getUsableSpace();
      long freeHere = Files.getFileStore(here).getUsableSpace();
      boolean tight = Math.min(freeForCopies, freeHere) < TIGHT_SPACE;
      return check(
          tight ? "space-tight" : "space",
          tight ? Health.DOUBTFUL : Health.FINE,
          words.size(freeHere),
          here.toString(),
          words.size(freeForCopies),
          temporary.toString());
    } catch (IOException e) {
      return check("space-unknown", Health.DOUBTFUL, e.toString());
    }
  }

  /** A virtual machine that was started without a locale can't open files with an accent. */
  private Check names() {
    String encoding = System.getProperty("sun.jnu.encoding", "?");
    boolean whole =
        Charset.isSupported(encoding) && Charset.forName(encoding).newEncoder().canEncode("éش😀");
    return check(whole ? "names" : "names-ill", whole ? Health.FINE : Health.DOUBTFUL, encoding);
  }

  private List<Check> places() {
    List<Check> places = new ArrayList<>();
    for (SourceProvider source : StoreFinder.sources()) {
      List<Path> there = source.usualPlaces().stream().filter(Files::exists).toList();
      for (Path place : there) {
        places.add(check("place", Health.FINE, source.application(), place.toString()));
      }
      if (there.isEmpty()) {
        places.add(check("no-place", Health.FINE, source.application()));
      }
    }
    return places;
  }
}

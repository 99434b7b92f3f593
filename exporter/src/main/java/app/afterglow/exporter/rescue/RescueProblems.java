package app.afterglow.exporter.rescue;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import java.nio.file.Path;

/** The problems of rescuing; their words stand in this package's bundle. */
final class RescueProblems {

  private static final String BUNDLE = "app.afterglow.exporter.rescue.problems";

  private RescueProblems() {}

  static UsageException insideStore(Path output, Path root) {
    return new UsageException(
        Problem.of(BUNDLE, "inside-store", output.toString(), root.toString()));
  }

  static UnsupportedInputException noRoom(Path folder, long needed, long free) {
    return new UnsupportedInputException(
        Problem.of(BUNDLE, "no-room", folder.toString(), needed, free));
  }

  static DamagedInputException nothing(String where) {
    return new DamagedInputException(Problem.of(BUNDLE, "nothing", where));
  }
}

package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.WrongKeyException;
import java.nio.file.Path;

/** The problems of salvage; their words stand in the bundle of this package. */
final class SalvageProblems {

  private static final String BUNDLE = "app.afterglow.exporter.sqlcipher.salvage.problems";

  private SalvageProblems() {}

  /** No page opens with the key. */
  static WrongKeyException noPageOpens(Path database, long pages) {
    return new WrongKeyException(Problem.of(BUNDLE, "no-page-opens", database.toString(), pages));
  }

  /** The salt is gone, and nothing opens without it. */
  static DamagedInputException saltLost(Path database) {
    return new DamagedInputException(Problem.of(BUNDLE, "salt-lost", database.toString()));
  }

  /** Neither the database nor its log holds a single page. */
  static DamagedInputException empty(Path database) {
    return new DamagedInputException(Problem.of(BUNDLE, "empty", database.toString()));
  }

  /** The file shows no page of any database. */
  static DamagedInputException noDatabase(Path database) {
    return new DamagedInputException(Problem.of(BUNDLE, "no-database", database.toString()));
  }
}

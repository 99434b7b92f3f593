package app.afterglow.exporter.sqlcipher;

import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UnsupportedInputException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The problems of encrypted databases; their words stand in this package's bundle. */
final class SqlCipherProblems {

  static final String BUNDLE = "app.afterglow.exporter.sqlcipher.problems";

  private SqlCipherProblems() {}

  static UnsupportedInputException unsupported(String key, Path file, Object... arguments) {
    return new UnsupportedInputException(problem(key, file, arguments));
  }

  static DamagedInputException damaged(String key, Path file, Object... arguments) {
    return new DamagedInputException(problem(key, file, arguments));
  }

  /** What SQLite said while it read {@code file}. */
  static AfterglowException of(SQLException cause, Path file) {
    String words = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    return new DamagedInputException(
        problem("database", file, words.strip().replace('\n', ' ')), cause);
  }

  private static Problem problem(String key, Path file, Object... arguments) {
    List<Object> all = new ArrayList<>();
    all.add(file.toString());
    for (Object argument : arguments) {
      all.add(argument);
    }
    return new Problem(BUNDLE, key, all);
  }
}

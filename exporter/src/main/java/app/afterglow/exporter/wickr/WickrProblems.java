package app.afterglow.exporter.wickr;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import java.util.ArrayList;
import java.util.List;

/** The problems of Wickr stores; their words stand in this package's bundle. */
final class WickrProblems {

  static final String BUNDLE = "app.afterglow.exporter.wickr.problems";

  private WickrProblems() {}

  static UsageException usage(String key, Object... arguments) {
    return new UsageException(problem(key, arguments));
  }

  static WrongKeyException wrongKey(String key, Object... arguments) {
    return new WrongKeyException(problem(key, arguments));
  }

  static DamagedInputException damaged(String key, Object... arguments) {
    return new DamagedInputException(problem(key, arguments));
  }

  static UnsupportedInputException unsupported(String key, Object... arguments) {
    return new UnsupportedInputException(problem(key, arguments));
  }

  /** Paths go in as text: a Problem's arguments are shown, never opened. */
  private static Problem problem(String key, Object... arguments) {
    List<Object> shown = new ArrayList<>();
    for (Object argument : arguments) {
      shown.add(argument instanceof Number ? argument : argument.toString());
    }
    return new Problem(BUNDLE, key, shown);
  }
}

package app.afterglow.importer.xmpp;

import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;

/** This target's problems; their words stand in its own bundle. */
final class Problems {

  private static final String BUNDLE = "app.afterglow.importer.xmpp.problems";

  private Problems() {}

  static UsageException usage(String key, Object... arguments) {
    return new UsageException(Problem.of(BUNDLE, key, arguments));
  }
}

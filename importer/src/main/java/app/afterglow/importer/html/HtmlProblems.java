package app.afterglow.importer.html;

import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;

/** The problems of the html target; their words stand in its own bundle. */
final class HtmlProblems {

  private static final String BUNDLE = "app.afterglow.importer.html.problems";

  private HtmlProblems() {}

  static UsageException noOutput() {
    return new UsageException(Problem.of(BUNDLE, "no-output"));
  }

  static UsageException media(String value) {
    return new UsageException(Problem.of(BUNDLE, "media", value));
  }
}

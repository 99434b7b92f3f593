package app.afterglow.importer.html;

import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;
import java.nio.file.Path;

/** The problems of the html target; their words stand in its own bundle. */
final class HtmlProblems {

  private static final String BUNDLE = "app.afterglow.importer.html.problems";

  private HtmlProblems() {}

  static UsageException noOutput() {
    return new UsageException(Problem.of(BUNDLE, "no-output"));
  }

  static UsageException outputExists(Path folder) {
    return new UsageException(Problem.of(BUNDLE, "output-exists", folder.toString()));
  }

  static UsageException partExists(Path folder) {
    return new UsageException(Problem.of(BUNDLE, "part-exists", folder.toString()));
  }

  static UsageException media(String value) {
    return new UsageException(Problem.of(BUNDLE, "media", value));
  }
}

package app.afterglow.exporter.container;

import app.afterglow.problem.Problem;

/** The problems of containers; their words stand in the bundle beside it. */
final class ContainerProblems {

  private static final String BUNDLE = "app.afterglow.exporter.container.problems";

  private ContainerProblems() {}

  static Problem of(String key, Object... arguments) {
    return Problem.of(BUNDLE, key, arguments);
  }
}

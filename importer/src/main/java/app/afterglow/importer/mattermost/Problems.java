package app.afterglow.importer.mattermost;

import app.afterglow.problem.Problem;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UsageException;

/** This target's problems; their words stand in its own bundle. */
final class Problems {

  static final String BUNDLE = "app.afterglow.importer.mattermost.problems";

  private Problems() {}

  static UsageException usage(String key, Object... arguments) {
    return new UsageException(Problem.of(BUNDLE, key, arguments));
  }

  private static TargetRefusedException refused(String key, Object... arguments) {
    return new TargetRefusedException(Problem.of(BUNDLE, key, arguments));
  }

  /** The server does not know the token. */
  static TargetRefusedException wrongToken(String server) {
    return refused("wrong-token", server);
  }

  /** The token's account may not do what an import needs. */
  static TargetRefusedException notAdministrator(String server, String account) {
    return refused("not-administrator", server, account);
  }

  /** The server makes no access tokens for authors. */
  static TargetRefusedException noTokens(String server, String answer) {
    return refused("no-tokens", server, answer);
  }

  /** What answers there is no Mattermost server. */
  static TargetRefusedException noServer(String server, String answer) {
    return refused("no-server", server, answer);
  }

  /** An earlier run posted in another manner into the same channels. */
  static UsageException otherManner(String was, String is) {
    return usage("other-manner", was, is);
  }
}

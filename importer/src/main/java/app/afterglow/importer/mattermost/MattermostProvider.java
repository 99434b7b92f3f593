package app.afterglow.importer.mattermost;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;

/** Makes {@code mattermost} known as a target. */
public final class MattermostProvider implements TargetProvider {

  /** For the service loader. */
  public MattermostProvider() {}

  @Override
  public String name() {
    return "mattermost";
  }

  @Override
  public List<TargetOption> options() {
    return Settings.OPTIONS;
  }

  @Override
  public Output output() {
    return new Output(Output.Kind.FILE, ".zip");
  }

  @Override
  public Target create() {
    return new MattermostTarget();
  }
}

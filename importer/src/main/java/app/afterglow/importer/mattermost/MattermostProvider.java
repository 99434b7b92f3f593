package app.afterglow.importer.mattermost;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    List<TargetOption> options = new ArrayList<>(Settings.OPTIONS);
    options.addAll(LiveSettings.OPTIONS);
    return List.copyOf(options);
  }

  @Override
  public boolean needs(TargetOption secret, Map<String, String> given) {
    return given.containsKey(LiveSettings.URL);
  }

  @Override
  public Output output(Map<String, String> given) {
    return given.containsKey(LiveSettings.URL)
        ? new Output(Output.Kind.SERVER, "")
        : new Output(Output.Kind.FILE, ".zip");
  }

  @Override
  public Target create() {
    return new MattermostTarget();
  }
}

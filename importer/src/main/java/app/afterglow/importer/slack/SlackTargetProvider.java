package app.afterglow.importer.slack;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;
import java.util.Map;

/** Offers the target {@code slack}. */
public final class SlackTargetProvider implements TargetProvider {

  static final String ROOMS = "rooms";
  static final String EMAIL_DOMAIN = "email-domain";

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public List<TargetOption> options() {
    return List.of(
        TargetOption.oneOf(ROOMS, "private", "public"), new TargetOption(EMAIL_DOMAIN, null));
  }

  @Override
  public Output output(Map<String, String> given) {
    return new Output(Output.Kind.FILE, ".zip");
  }

  @Override
  public Target create() {
    return new SlackTarget();
  }
}

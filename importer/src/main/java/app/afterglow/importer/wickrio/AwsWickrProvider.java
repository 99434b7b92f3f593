package app.afterglow.importer.wickrio;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;
import java.util.Map;

/** AWS Wickr and Wickr Enterprise, {@code aws-wickr}. */
public final class AwsWickrProvider implements TargetProvider {

  @Override
  public String name() {
    return "aws-wickr";
  }

  @Override
  public List<TargetOption> options() {
    return WickrSettings.OPTIONS;
  }

  @Override
  public Output output(Map<String, String> given) {
    return new Output(Output.Kind.SERVER, "");
  }

  @Override
  public Target create() {
    return new AwsWickr();
  }
}

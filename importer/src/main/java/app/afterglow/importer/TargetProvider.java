package app.afterglow.importer;

import java.util.List;

/** A place histories can be brought to. Found by {@link java.util.ServiceLoader}. */
public interface TargetProvider {

  /** The word for it on the command line, such as {@code mattermost}. */
  String name();

  /** What it takes beside what every target takes. */
  List<TargetOption> options();

  /** The target itself. */
  Target create();
}

package app.afterglow.launcher.support;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A path with only those steps that every machine has: whatever somebody named themselves, a user's
 * name first of all, becomes {@code *}.
 */
final class PlainPath {

  private static final String MASK = "*";

  /** Lower case, since some systems don't mind it. */
  private static final Set<String> KNOWN =
      Set.of(
          ".",
          "users",
          "home",
          "appdata",
          "local",
          "roaming",
          "wickr, llc",
          "wickrme",
          "wickrpro",
          "wickrenterprise",
          "wickraws",
          "wickr pro",
          "wickr enterprise",
          "aws wickr",
          "library",
          "containers",
          "application support",
          "com.mywickr.wickr",
          "com.mywickr.wickr2",
          "com.mywickr.wickrpro",
          "com.mywickr.wickrenterprise",
          "data",
          "documents",
          "databases",
          "files",
          "enc",
          "db",
          "f",
          "temp",
          "attachments",
          ".local",
          "share",
          "snap",
          "current",
          "logs",
          "media",
          "mnt",
          "volumes",
          "apps",
          "mobile");

  private PlainPath() {}

  static String of(Path path) {
    String root = path.getRoot() == null ? "" : "/";
    return root
        + StreamSupport.stream(path.spliterator(), false)
            .map(step -> plain(step.toString()))
            .collect(Collectors.joining("/"));
  }

  private static String plain(String step) {
    return KNOWN.contains(step.toLowerCase(Locale.ROOT)) ? step : MASK;
  }
}

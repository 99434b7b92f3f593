package app.afterglow.exporter.wickr;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Which of the vendor's clients a store belongs to, by the folders it stands in. */
final class ClientName {

  /** The folder that all its desktop clients keep their folders in. */
  static final String VENDOR = "Wickr, LLC";

  /** Its clients' containers on macOS: Me as reported, the others by the names in their builds. */
  static final List<String> MAC_CONTAINERS =
      List.of(
          "com.mywickr.wickr",
          "com.mywickr.wickrmac",
          "com.wickr.WickrProMac",
          "com.wickr.WickrEnterpriseMac",
          "com.wickr.WickrProOnPremMac");

  /** Its clients' names as snaps on Linux. */
  static final List<String> SNAPS = List.of("wickrme", "wickrpro", "wickrenterprise");

  /** What in a path speaks of a client, lower case; the more special comes first. */
  private record Mark(String part, String client) {}

  private static final List<Mark> MARKS =
      List.of(
          new Mark("aws wickr", "AWS Wickr"),
          new Mark("wickraws", "AWS Wickr"),
          new Mark("wickrgov", "AWS Wickr"),
          new Mark("wickr enterprise", "Wickr Enterprise"),
          new Mark("wickrenterprise", "Wickr Enterprise"),
          new Mark("wickr.enterprise", "Wickr Enterprise"),
          new Mark("wickrproonprem", "Wickr Enterprise"),
          new Mark("wickr pro", "Wickr Pro"),
          new Mark("wickrpro", "Wickr Pro"),
          new Mark("wickr.pro", "Wickr Pro"));

  private ClientName() {}

  /** The client's name for people; Wickr Me where no folder says otherwise. */
  static String of(Path folder) {
    String path = folder.toAbsolutePath().toString().toLowerCase(Locale.ROOT);
    return MARKS.stream()
        .filter(mark -> path.contains(mark.part()))
        .map(Mark::client)
        .findFirst()
        .orElse("Wickr Me");
  }
}

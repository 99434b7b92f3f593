package app.afterglow.exporter.wickr;

import java.nio.file.Path;

/** Which of the vendor's clients a store belongs to, by the folders it stands in. */
final class ClientName {

  /** The folder that all its clients keep their folders in. */
  static final String VENDOR = "Wickr, LLC";

  private ClientName() {}

  /** The client's name for people; Wickr Me where no folder says otherwise. */
  static String of(Path folder) {
    String path = folder.toAbsolutePath().toString();
    if (path.contains("Wickr Pro") || path.contains("WickrPro") || path.contains("wickr.pro")) {
      return "Wickr Pro";
    }
    if (path.contains("Wickr Enterprise") || path.contains("WickrEnterprise")) {
      return "Wickr Enterprise";
    }
    return path.contains("AWS Wickr") || path.contains("WickrAWS") ? "AWS Wickr" : "Wickr Me";
  }
}

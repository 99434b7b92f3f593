package app.afterglow.exporter.rescue;

import app.afterglow.age.Recipient;
import app.afterglow.exporter.FoundStore;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be rescued, and where to.
 *
 * @param store the store, whose whole folder is copied unless that is somebody's own
 * @param output the rescue file to write
 * @param recipients who can open it
 * @param creator the program and its version
 */
public record RescueRequest(
    FoundStore store, Path output, List<Recipient> recipients, String creator) {

  public RescueRequest {
    recipients = List.copyOf(recipients);
  }
}

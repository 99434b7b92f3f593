package app.afterglow.exporter.wickr;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where the desktop clients keep their stores below somebody's home folder. All of the vendor's
 * clients share its folder ({@code Wickr, LLC}); sandboxes, whose names differ between Wickr Me,
 * Wickr Pro, Wickr Enterprise and AWS Wickr, are known by the word in them.
 */
final class DesktopPlaces {

  private static final String WORD = "wickr";

  /** Below each of these the vendor's folder stands, or a client's of another name. */
  private static final List<String> APPLICATION_DATA =
      List.of(
          "AppData/Local",
          "AppData/Roaming",
          "Library/Application Support",
          ".local/share",
          ".config");

  /** Sandboxes: folders that hold one folder an application, and where its data stands in that. */
  private static final List<Sandbox> SANDBOXES =
      List.of(
          new Sandbox("Library/Containers", List.of("Data/Library/Application Support")),
          new Sandbox("Library/Group Containers", List.of("")),
          new Sandbox("snap", List.of("current/.local/share", "common/.local/share", "common")),
          new Sandbox(".var/app", List.of("data")),
          new Sandbox("AppData/Local/Packages", List.of("LocalCache/Local", "LocalState")));

  private static final int MOST_NAMES = 20_000;

  private DesktopPlaces() {}

  private record Sandbox(String folder, List<String> inside) {}

  /** The usual places of this machine's user, whether they exist or not. */
  static List<Path> ofThisUser() {
    Path home = Path.of(System.getProperty("user.home", "."));
    Set<Path> places = new LinkedHashSet<>();
    String localAppData = System.getenv("LOCALAPPDATA");
    if (localAppData != null) {
      places.add(Path.of(localAppData, ClientName.VENDOR));
    }
    for (String folder : APPLICATION_DATA) {
      places.add(home.resolve(folder).resolve(ClientName.VENDOR));
    }
    for (String client : ClientName.MAC_CONTAINERS) {
      places.add(
          home.resolve("Library/Containers")
              .resolve(client)
              .resolve("Data/Library/Application Support")
              .resolve(ClientName.VENDOR));
    }
    for (String snap : ClientName.SNAPS) {
      places.add(
          home.resolve("snap")
              .resolve(snap)
              .resolve("current/.local/share")
              .resolve(ClientName.VENDOR));
    }
    places.addAll(in(home));
    return List.copyOf(places);
  }

  /** The places below a home folder, anybody's, that are there. */
  static List<Path> in(Path home) {
    Set<Path> places = new LinkedHashSet<>();
    for (String folder : APPLICATION_DATA) {
      places.addAll(named(home.resolve(folder)));
    }
    for (Sandbox sandbox : SANDBOXES) {
      for (Path application : named(home.resolve(sandbox.folder))) {
        for (String inside : sandbox.inside) {
          Path place = inside.isEmpty() ? application : application.resolve(inside);
          if (Files.isDirectory(place)) {
            places.add(place);
          }
        }
      }
    }
    return List.copyOf(places);
  }

  /** The folders in a folder that bear the word. */
  private static List<Path> named(Path folder) {
    List<Path> named = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return named;
    }
    int seen = 0;
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
      for (Path each : listing) {
        String name = each.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.contains(WORD) && Files.isDirectory(each)) {
          named.add(each);
        }
        if (++seen >= MOST_NAMES) {
          return named;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What may not be looked into is told by whoever searches; here it is only not there.
      return named;
    }
    return named;
  }
}

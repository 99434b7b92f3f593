package app.afterglow.importer.matrix;

import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.delivery.DeliverySettings;
import app.afterglow.importer.delivery.LiveOptions;
import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of this target.
 *
 * @param url the homeserver's client address, without a path; null where only a registration is
 *     written
 * @param serverName the part behind the colon of everybody's id
 * @param prefix what the names of ghosts and rooms begin with
 * @param invite ids of people to invite to every room; they become its administrators
 * @param federate whether people of other homeservers can take part in the rooms
 * @param perSecond requests a second
 * @param delivery how the delivery goes about it
 * @param ledger the ledger's file
 * @param certificates the file of certificates to trust, null for those the system trusts
 * @param registration the registration file to write, null to deliver
 */
record MatrixSettings(
    @Nullable URI url,
    String serverName,
    String prefix,
    List<String> invite,
    boolean federate,
    double perSecond,
    DeliverySettings delivery,
    Path ledger,
    @Nullable Path certificates,
    @Nullable Path registration) {

  static final List<TargetOption> OPTIONS =
      List.of(
          new TargetOption("url", null),
          new TargetOption("server-name", null),
          new TargetOption("as-token-file", null, TargetOption.Kind.SECRET),
          new TargetOption("registration", null, TargetOption.Kind.NEW_FILE),
          new TargetOption("user-prefix", "afterglow_"),
          new TargetOption("invite-users", null),
          new TargetOption("federate", "no"),
          new TargetOption("ca-file", null, TargetOption.Kind.FILE),
          new TargetOption("rate", "100"),
          new TargetOption("parallel", "4"),
          new TargetOption("retry-refused", "no"),
          new TargetOption("verify", "no"),
          new TargetOption("ledger", null, TargetOption.Kind.STATE_FILE));

  private static final String SERVER_NAME =
      "([A-Za-z0-9.-]{1,230}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?";

  static MatrixSettings of(ImportRequest request) throws UsageException {
    Map<String, String> options = request.options();
    LiveOptions live = new LiveOptions(request, MatrixProblems.BUNDLE);
    Path registration = live.path("registration");
    String prefix = options.getOrDefault("user-prefix", "afterglow_");
    if (!prefix.matches("[a-z0-9][a-z0-9._=-]{2,39}")) {
      throw MatrixProblems.invalid("user-prefix", prefix, "a-z 0-9 . _ = -, 3 - 40");
    }
    Path ledger = live.path("ledger");
    if (ledger == null) {
      throw MatrixProblems.missing("ledger");
    }
    String serverName = serverName(options);
    return new MatrixSettings(
        registration == null
            ? live.url("url", "https://HOST, https://HOST:PORT, http://HOST:PORT")
            : null,
        serverName,
        prefix,
        users(options, serverName),
        live.isOn("federate"),
        live.rate("rate", "100"),
        DeliverySettings.USUAL
            .withParallel(live.parallel("parallel"))
            .withRetryRefused(live.isOn("retry-refused"))
            .withVerify(live.isOn("verify")),
        ledger,
        live.path("ca-file"),
        registration);
  }

  /** The id of the service's own user, who makes the rooms. */
  String bot() {
    return id(prefix + "bot");
  }

  /** The id of a user of this homeserver. */
  String id(String localpart) {
    return "@" + localpart + ":" + serverName;
  }

  /** The ledger's name for the target: the address may change, the rooms stay the same. */
  String identity() {
    return "matrix " + bot();
  }

  /** Whether tokens and messages go over a network as anybody can read them. */
  boolean isInTheClear() {
    return url != null && LiveOptions.isInTheClear(url);
  }

  /** A copy of the token. */
  static Secret token(ImportRequest request) throws UsageException {
    return new LiveOptions(request, MatrixProblems.BUNDLE).secret("as-token-file", false);
  }

  private static String serverName(Map<String, String> options) throws UsageException {
    String name = options.get("server-name");
    if (name == null || name.isBlank()) {
      throw MatrixProblems.missing("server-name");
    }
    if (!name.strip().matches(SERVER_NAME)) {
      throw MatrixProblems.invalid("server-name", name, "example.org, example.org:8448");
    }
    return name.strip();
  }

  private static List<String> users(Map<String, String> options, String serverName)
      throws UsageException {
    List<String> users = new ArrayList<>();
    for (String one : options.getOrDefault("invite-users", "").split("[,\\s]+", -1)) {
      if (one.isEmpty()) {
        continue;
      }
      String id = userId(one, serverName);
      if (id == null) {
        throw MatrixProblems.invalid("invite-users", one, "@alice:" + serverName);
      }
      users.add(id);
    }
    return users.stream().distinct().toList();
  }

  /** The whole id of somebody, with or without {@code @} and server; null where it is none. */
  static @Nullable String userId(String text, String serverName) {
    String name = text.strip();
    String whole = name.startsWith("@") ? name : "@" + name;
    String id = whole.contains(":") ? whole : whole + ":" + serverName;
    return id.length() <= 255 && id.matches("@[!-9;-~]+:" + SERVER_NAME) ? id : null;
  }
}

package app.afterglow.importer.matrix;

import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.delivery.DeliverySettings;
import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
          new TargetOption("registration", null),
          new TargetOption("user-prefix", "afterglow_"),
          new TargetOption("invite-users", null),
          new TargetOption("federate", "no"),
          new TargetOption("ca-file", null),
          new TargetOption("rate", "100"),
          new TargetOption("parallel", "4"),
          new TargetOption("retry-refused", "no"),
          new TargetOption("verify", "no"),
          new TargetOption("ledger", null, TargetOption.Kind.STATE_FILE));

  private static final String SERVER_NAME =
      "([A-Za-z0-9.-]{1,230}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?";

  private static final Set<String> YES = Set.of("yes", "true");
  private static final Set<String> NO = Set.of("no", "false");

  static MatrixSettings of(ImportRequest request) throws UsageException {
    Map<String, String> options = request.options();
    Path registration = path(options, "registration");
    String prefix = options.getOrDefault("user-prefix", "afterglow_");
    if (!prefix.matches("[a-z0-9][a-z0-9._=-]{2,39}")) {
      throw MatrixProblems.invalid("user-prefix", prefix, "a-z 0-9 . _ = -, 3 - 40");
    }
    String ledger = options.get("ledger");
    if (ledger == null || ledger.isBlank()) {
      throw MatrixProblems.missing("ledger");
    }
    String serverName = serverName(options);
    return new MatrixSettings(
        registration == null ? url(options) : null,
        serverName,
        prefix,
        users(options, serverName),
        isOn(options, "federate"),
        rate(options),
        DeliverySettings.USUAL
            .withParallel(parallel(options))
            .withRetryRefused(isOn(options, "retry-refused"))
            .withVerify(isOn(options, "verify")),
        path("ledger", ledger),
        path(options, "ca-file"),
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
    if (url == null || !"http".equalsIgnoreCase(url.getScheme())) {
      return false;
    }
    String host = url.getHost();
    return !host.equals("localhost")
        && !host.equals("[::1]")
        && !host.matches("127\\.[0-9]+\\.[0-9]+\\.[0-9]+");
  }

  /**
   * A copy of the token, without the line end that files have. Control characters in it would end a
   * header.
   */
  static Secret token(ImportRequest request) throws UsageException {
    String name = "as-token-file";
    Secret secret = request.secrets().get(name);
    int length = secret == null ? 0 : secret.length();
    while (secret != null && length > 0 && secret.bytes()[length - 1] <= ' ') {
      length--;
    }
    if (secret == null || length == 0) {
      throw MatrixProblems.missing(name);
    }
    Secret copy = secret.slice(0, length);
    for (byte b : copy.bytes()) {
      if (b <= ' ' || b == 0x7f) {
        copy.close();
        throw MatrixProblems.invalid(name, "***", "printable ASCII");
      }
    }
    return copy;
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

  private static URI url(Map<String, String> options) throws UsageException {
    String text = options.get("url");
    if (text == null || text.isBlank()) {
      throw MatrixProblems.missing("url");
    }
    String allowed = "https://HOST, https://HOST:PORT, http://HOST:PORT";
    try {
      URI url = URI.create(text.strip().replaceFirst("/$", ""));
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean plain =
          url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
      if (url.getHost() == null || !plain || !Set.of("http", "https").contains(scheme)) {
        throw MatrixProblems.invalid("url", text, allowed);
      }
      return url;
    } catch (IllegalArgumentException e) {
      throw MatrixProblems.invalid("url", text, allowed);
    }
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

  private static double rate(Map<String, String> options) throws UsageException {
    String text = options.getOrDefault("rate", "100");
    if (text.equals("unlimited")) {
      return Double.POSITIVE_INFINITY;
    }
    double rate = text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?") ? Double.parseDouble(text) : 0;
    if (rate < 0.01 || rate > 10_000) {
      throw MatrixProblems.invalid("rate", text, "0.01 - 10000, unlimited");
    }
    return rate;
  }

  private static int parallel(Map<String, String> options) throws UsageException {
    String text = options.getOrDefault("parallel", "4");
    int parallel = text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : 0;
    if (parallel < 1 || parallel > 64) {
      throw MatrixProblems.invalid("parallel", text, "1 - 64");
    }
    return parallel;
  }

  private static boolean isOn(Map<String, String> options, String name) throws UsageException {
    String text = options.getOrDefault(name, "no").strip().toLowerCase(Locale.ROOT);
    if (!YES.contains(text) && !NO.contains(text)) {
      throw MatrixProblems.invalid(name, text, "yes, no");
    }
    return YES.contains(text);
  }

  private static @Nullable Path path(Map<String, String> options, String option)
      throws UsageException {
    String value = options.get(option);
    return value == null || value.isBlank() ? null : path(option, value);
  }

  private static Path path(String option, String value) throws UsageException {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw MatrixProblems.invalid(option, value, "FILE");
    }
  }
}

package app.afterglow.importer.delivery;

import app.afterglow.importer.ImportRequest;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the kinds of options that targets have which are delivered to over the network. */
public final class LiveOptions {

  private static final String RATES = "0.01 - 10000, unlimited";
  private static final Set<String> YES = Set.of("yes", "true");
  private static final Set<String> NO = Set.of("no", "false");
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final ImportRequest request;
  private final String problems;

  /**
   * The options of a request.
   *
   * @param problems the target's bundle, for {@code missing-option} and {@code invalid-option}
   */
  public LiveOptions(ImportRequest request, String problems) {
    this.request = request;
    this.problems = problems;
  }

  private UsageException missing(String option) {
    return new UsageException(Problem.of(problems, "missing-option", option));
  }

  private UsageException invalid(String option, String value, String allowed) {
    return new UsageException(Problem.of(problems, "invalid-option", option, value, allowed));
  }

  /** A text that has to be there, without the space around it. */
  public String required(String option) throws UsageException {
    String value = request.options().get(option);
    if (value == null || value.isBlank()) {
      throw missing(option);
    }
    return value.strip();
  }

  /** The address of a server, without a slash at its end: HTTP or HTTPS, and nothing secret. */
  public URI url(String option, String allowed) throws UsageException {
    String text = required(option);
    try {
      URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean plain =
          url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
      if (url.getHost() == null || !plain || !SCHEMES.contains(scheme)) {
        throw invalid(option, text, allowed);
      }
      return url;
    } catch (IllegalArgumentException e) {
      throw invalid(option, text, allowed);
    }
  }

  /** Requests a second; infinite where there is no limit. */
  public double rate(String option, String usual) throws UsageException {
    String text = request.options().getOrDefault(option, usual);
    if (text.equals("unlimited")) {
      return Double.POSITIVE_INFINITY;
    }
    double rate = text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?") ? Double.parseDouble(text) : 0;
    if (rate < 0.01 || rate > 10_000) {
      throw invalid(option, text, RATES);
    }
    return rate;
  }

  /** How many conversations at a time. */
  public int parallel(String option) throws UsageException {
    String text = request.options().getOrDefault(option, "4");
    int parallel = text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : 0;
    if (parallel < 1 || parallel > 64) {
      throw invalid(option, text, "1 - 64");
    }
    return parallel;
  }

  /** Whether something is switched on; it isn't unless it is said. */
  public boolean isOn(String option) throws UsageException {
    String text = request.options().getOrDefault(option, "no").strip().toLowerCase(Locale.ROOT);
    if (!YES.contains(text) && !NO.contains(text)) {
      throw invalid(option, text, "yes, no");
    }
    return YES.contains(text);
  }

  /** Whether what is sent to this address goes over a network as anybody can read it. */
  public static boolean isInTheClear(URI url) {
    String host = url.getHost();
    boolean here =
        host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.[0-9.]+");
    return "http".equalsIgnoreCase(url.getScheme()) && !here;
  }

  /** A file, null where none is named. */
  public @Nullable Path path(String option) throws UsageException {
    String value = request.options().get(option);
    return value == null || value.isBlank() ? null : path(option, value);
  }

  /** A file by this name. */
  public Path path(String option, String value) throws UsageException {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw invalid(option, value, "FILE");
    }
  }

  /**
   * A copy of a secret that has to be there, without the line end that files have. Control
   * characters in it would end a header.
   *
   * @param spaces whether there may be spaces in it
   */
  public Secret secret(String option, boolean spaces) throws UsageException {
    Secret secret = request.secrets().get(option);
    int length = secret == null ? 0 : secret.length();
    while (secret != null && length > 0 && secret.bytes()[length - 1] <= ' ') {
      length--;
    }
    if (secret == null || length == 0) {
      throw missing(option);
    }
    Secret copy = secret.slice(0, length);
    for (byte b : copy.bytes()) {
      if (b < ' ' || b == 0x7f || (b == ' ' && !spaces)) {
        copy.close();
        throw invalid(option, "***", "printable ASCII");
      }
    }
    return copy;
  }
}

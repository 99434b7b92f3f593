package app.afterglow.importer.mattermost;

import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.delivery.DeliverySettings;
import app.afterglow.importer.delivery.LiveOptions;
import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants who delivers to a running server.
 *
 * @param url the server's address
 * @param common what holds for the ZIP as well
 * @param voice in whose name posts stand
 * @param createUsers whether accounts are made for people who have none
 * @param perSecond requests a second
 * @param delivery how the delivery goes about it
 * @param ledger the ledger's file
 * @param certificates the file of certificates to trust, null for those the system trusts
 */
record LiveSettings(
    URI url,
    Settings common,
    Voice voice,
    boolean createUsers,
    double perSecond,
    DeliverySettings delivery,
    Path ledger,
    @Nullable Path certificates) {

  /** The option that asks for a delivery instead of a ZIP. */
  static final String URL = "url";

  static final String TOKEN = "token-file";

  /** A server lets 10 requests a second pass unless it was told otherwise. */
  private static final String RATE = "10";

  static final List<TargetOption> OPTIONS =
      List.of(
          new TargetOption(URL, null),
          new TargetOption(TOKEN, null, TargetOption.Kind.SECRET),
          TargetOption.oneOf("post-as", "authors", "token"),
          new TargetOption("create-users", "no"),
          new TargetOption("ca-file", null, TargetOption.Kind.FILE),
          new TargetOption("rate", RATE),
          new TargetOption("parallel", "4"),
          new TargetOption("retry-refused", "no"),
          new TargetOption("verify", "no"),
          new TargetOption("ledger", null, TargetOption.Kind.STATE_FILE));

  /** In whose name posts stand. */
  enum Voice {
    /** Each author's own account; the server then shows the time of the import. */
    AUTHORS,
    /** The token's account, which shows the author's name and keeps the time. */
    TOKEN
  }

  static LiveSettings of(ImportRequest request) throws UsageException {
    LiveOptions live = new LiveOptions(request, Problems.BUNDLE);
    return new LiveSettings(
        live.url(URL, "https://HOST, https://HOST:PORT, http://HOST:PORT"),
        Settings.of(request.options()),
        voice(request.options().getOrDefault("post-as", "authors")),
        live.isOn("create-users"),
        live.rate("rate", RATE),
        DeliverySettings.USUAL
            .withParallel(live.parallel("parallel"))
            .withRetryRefused(live.isOn("retry-refused"))
            .withVerify(live.isOn("verify")),
        live.path("ledger", live.required("ledger")),
        live.path("ca-file"));
  }

  /** A copy of the token. */
  static Secret token(ImportRequest request) throws UsageException {
    return new LiveOptions(request, Problems.BUNDLE).secret(TOKEN, false);
  }

  /** The ledger's name for the target. */
  String identity() {
    return "mattermost " + url.toString().toLowerCase(Locale.ROOT) + " " + common.team();
  }

  /** Whether posts stand in the name of each author's own account. */
  boolean asAuthors() {
    return voice == Voice.AUTHORS;
  }

  private static Voice voice(String text) throws UsageException {
    return switch (text) {
      case "authors" -> Voice.AUTHORS;
      case "token" -> Voice.TOKEN;
      default -> throw Problems.usage("choice", "post-as", text, "authors", "token");
    };
  }
}

package app.afterglow.importer.wickrio;

import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.InDoubt;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.delivery.DeliverySettings;
import app.afterglow.importer.delivery.LiveOptions;
import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of this target.
 *
 * @param url the gateway's address, without the path
 * @param bot the bot's own user name
 * @param mode messages one by one, or a transcript alone
 * @param transcript the transcript's form
 * @param place what kind of place a conversation becomes
 * @param api the version of the gateway's addresses
 * @param ttl after how many seconds the network deletes messages, null to leave it to the network
 * @param bor after how many seconds from being read messages are deleted, null to leave it
 * @param perSecond requests a second
 * @param delivery how the delivery goes about it
 * @param ledger the ledger's file
 * @param certificates the file of certificates to trust, null for those the system trusts
 * @param invite the file to write with the users to invite, null for none
 */
record WickrSettings(
    URI url,
    String bot,
    Mode mode,
    TranscriptForm transcript,
    PlaceKind place,
    Api api,
    @Nullable Long ttl,
    @Nullable Long bor,
    double perSecond,
    DeliverySettings delivery,
    Path ledger,
    @Nullable Path certificates,
    @Nullable Path invite) {

  /** A year, the longest time that Wickr's clients offer. */
  static final long LONGEST_TTL = 31_536_000;

  static final List<TargetOption> OPTIONS =
      List.of(
          new TargetOption("url", null),
          new TargetOption("api-key-file", null, TargetOption.Kind.SECRET),
          new TargetOption("token-file", null, TargetOption.Kind.SECRET),
          new TargetOption("ca-file", null, TargetOption.Kind.FILE),
          new TargetOption("bot", null),
          TargetOption.oneOf("mode", "text", "transcript"),
          TargetOption.oneOf("transcript", "html", "text", "none"),
          TargetOption.oneOf("place", "room", "as-source"),
          TargetOption.oneOf("api", "auto", "v1", "v2"),
          new TargetOption("ttl", "longest"),
          new TargetOption("bor", null),
          new TargetOption("rate", "5"),
          new TargetOption("parallel", "4"),
          TargetOption.oneOf("in-doubt", "resend", "skip", "ask"),
          new TargetOption("retry-refused", "no"),
          new TargetOption("verify", "no"),
          new TargetOption("invite", null, TargetOption.Kind.NEW_FILE),
          new TargetOption("ledger", null, TargetOption.Kind.STATE_FILE));

  /** Messages one by one, or a transcript alone. */
  enum Mode {
    TEXT,
    TRANSCRIPT
  }

  /** The transcript's form. */
  enum TranscriptForm {
    HTML,
    TEXT,
    NONE
  }

  /** What kind of place a conversation becomes. */
  enum PlaceKind {
    /** A room with a title, whatever it was. */
    ROOM,
    /** A room where it was one, else a group conversation, which has no title. */
    AS_SOURCE
  }

  /** The version of the gateway's addresses. */
  enum Api {
    /** The second, and the first where the gateway doesn't know it. */
    AUTO,
    /** With the key in the address. */
    V1,
    /** With the key in a header. */
    V2
  }

  static WickrSettings of(ImportRequest request) throws UsageException {
    Map<String, String> options = request.options();
    LiveOptions live = new LiveOptions(request, WickrProblems.BUNDLE);
    Mode mode = choice(options, "mode", Mode.class, Mode.TEXT);
    TranscriptForm form = choice(options, "transcript", TranscriptForm.class, TranscriptForm.HTML);
    if (mode == Mode.TRANSCRIPT && form == TranscriptForm.NONE) {
      throw WickrProblems.invalid("transcript", "none", "html, text (--mode transcript)");
    }
    DeliverySettings delivery =
        DeliverySettings.USUAL
            .withParallel(live.parallel("parallel"))
            .withInDoubt(
                choice(options, "in-doubt", InDoubt.class, InDoubt.RESEND), request.asker())
            .withRetryRefused(live.isOn("retry-refused"))
            .withVerify(live.isOn("verify"));
    return new WickrSettings(
        live.url("url", "https://HOST:PORT, http://HOST:PORT"),
        live.required("bot"),
        mode,
        form,
        choice(options, "place", PlaceKind.class, PlaceKind.ROOM),
        choice(options, "api", Api.class, Api.AUTO),
        ttl(options),
        options.containsKey("bor") ? number(options, "bor", 1, LONGEST_TTL, 0) : null,
        live.rate("rate", "5"),
        delivery,
        live.path("ledger", live.required("ledger")),
        live.path("ca-file"),
        live.path("invite"));
  }

  /** Whether tokens and messages go over a network as anybody can read them. */
  boolean isInTheClear() {
    return LiveOptions.isInTheClear(url);
  }

  /** A copy of a secret that has to be there. */
  static Secret secret(ImportRequest request, String name) throws UsageException {
    return new LiveOptions(request, WickrProblems.BUNDLE).secret(name, true);
  }

  private static @Nullable Long ttl(Map<String, String> options) throws UsageException {
    String text = options.getOrDefault("ttl", "longest");
    return switch (text) {
      case "longest" -> LONGEST_TTL;
      case "network" -> null;
      default -> number(options, "ttl", 60, LONGEST_TTL, LONGEST_TTL);
    };
  }

  private static long number(
      Map<String, String> options, String name, long least, long most, long usual)
      throws UsageException {
    String text = options.get(name);
    if (text == null) {
      return usual;
    }
    boolean digits = text.matches("[0-9]{1,12}");
    if (!digits || Long.parseLong(text) < least || Long.parseLong(text) > most) {
      throw WickrProblems.invalid(name, text, least + " - " + most);
    }
    return Long.parseLong(text);
  }

  private static <E extends Enum<E>> E choice(
      Map<String, String> options, String name, Class<E> type, E usual) throws UsageException {
    String text = options.get(name);
    if (text == null) {
      return usual;
    }
    for (E value : type.getEnumConstants()) {
      if (word(value).equals(text.strip().toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw WickrProblems.invalid(
        name,
        text,
        Arrays.stream(type.getEnumConstants())
            .map(WickrSettings::word)
            .collect(Collectors.joining(", ")));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package app.afterglow.launcher.cli;

import app.afterglow.archive.ArchiveInfo;
import app.afterglow.archive.RecordJson;
import app.afterglow.exporter.FoundStore;
import app.afterglow.launcher.program.Failure;
import app.afterglow.model.Account;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.problem.Problem;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parts that the answers for machines are made of (docs/command-line.md, "JSON"). */
final class JsonAnswer {

  private JsonAnswer() {}

  /** {@code "error": {...}}. */
  static void failure(Failure failure, Locale locale, JsonGenerator out) throws IOException {
    Problem problem = failure.problem();
    out.writeObjectFieldStart("error");
    out.writeNumberField("exitCode", failure.exitCode());
    out.writeStringField("problem", problem.key());
    out.writeStringField("what", problem.what(locale));
    out.writeStringField("safe", problem.safe(locale));
    out.writeStringField("next", problem.next(locale));
    out.writeEndObject();
  }

  /** {@code "balance": {"people": {"found", "carried", "lost"}, ...}}. */
  static void balance(Balance balance, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("balance");
    for (Map.Entry<String, Balance.Line> line : BalanceTable.lines(balance).entrySet()) {
      out.writeObjectFieldStart(line.getKey());
      out.writeNumberField("found", line.getValue().found());
      out.writeNumberField("carried", line.getValue().carried());
      out.writeNumberField("lost", line.getValue().lost());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  /** {@code "losses": [...]}, each as {@code data/losses.jsonl} has it. */
  static void losses(List<Loss> losses, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("losses");
    for (Loss loss : losses) {
      RecordJson.write(loss, out);
    }
    out.writeEndArray();
  }

  /** The fields that say what an archive holds. */
  static void info(ArchiveInfo info, JsonGenerator out) throws IOException {
    Account account = info.description().account();
    out.writeNumberField("formatVersion", info.formatVersion());
    out.writeStringField("creator", info.description().creator());
    out.writeStringField("created", info.description().created().toString());
    out.writeObjectFieldStart("account");
    out.writeStringField("id", account.id());
    out.writeStringField("name", account.name());
    out.writeStringField("application", account.application());
    out.writeStringField("applicationVersion", account.applicationVersion());
    out.writeStringField("platform", account.platform());
    out.writeEndObject();
    balance(info.balance(), out);
    out.writeNumberField("distinctAttachments", info.distinctAttachments());
    out.writeNumberField("attachmentBytes", info.attachmentBytes());
    out.writeNumberField("lossLines", info.losses());
  }

  /** A store that was found, as an object. */
  static void store(FoundStore store, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("source", store.source());
    out.writeStringField("application", store.application());
    out.writeStringField("platform", store.platform());
    FoundStore.Origin origin = store.origin();
    if (origin == null) {
      out.writeStringField("root", store.root().toString());
      out.writeStringField("database", store.database().toString());
    } else {
      out.writeStringField("container", origin.container().toString());
      out.writeStringField("folder", origin.folder());
    }
    out.writeNumberField("size", store.size());
    out.writeStringField("lastUsed", store.lastUsed() == null ? null : store.lastUsed().toString());
    out.writeNumberField("logSize", StoreState.logSize(store));
    out.writeBooleanField("databaseThere", Files.isRegularFile(store.database()));
    out.writeStringField("keyFiles", StoreState.keyFiles(store));
    out.writeArrayFieldStart("keys");
    for (FoundStore.KeyKind key : store.keys()) {
      out.writeString(word(key));
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** The word for a key: {@code password}, {@code device-id} ... */
  static String word(FoundStore.KeyKind key) {
    return key.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

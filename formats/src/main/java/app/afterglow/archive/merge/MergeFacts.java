package app.afterglow.archive.merge;

import app.afterglow.archive.ArchiveDescription;
import app.afterglow.model.Account;
import app.afterglow.model.Balance;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a merged archive says of how it came about: the option {@code merge} in its {@code
 * archive.json} (docs/merge.md, "What the archive says").
 */
final class MergeFacts {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private MergeFacts() {}

  static JsonNode of(
      List<MergeReport.Input> inputs,
      MergeRequest.Accounts accounts,
      Balance balance,
      long recovered,
      long conflicts) {
    ObjectNode node = JSON.objectNode().put("accounts", accounts.word());
    ArrayNode list = node.putArray("inputs");
    inputs.forEach(input -> list.add(input(input)));
    ObjectNode sums = node.putObject("balance");
    sums.set("people", line(inputs, balance, Balance::people));
    sums.set("conversations", line(inputs, balance, Balance::conversations));
    sums.set("messages", line(inputs, balance, Balance::messages));
    sums.set("attachments", line(inputs, balance, Balance::attachments));
    return node.put("recovered", recovered).put("conflicts", conflicts);
  }

  private static JsonNode input(MergeReport.Input input) {
    ArchiveDescription description = input.info().description();
    Account account = description.account();
    ObjectNode node =
        JSON.objectNode()
            .put("file", String.valueOf(input.file().getFileName()))
            .put("sha256", input.sha256())
            .put("size", input.size())
            .put("creator", description.creator())
            .put("created", description.created().toString());
    node.putObject("source")
        .put("application", account.application())
        .put("applicationVersion", account.applicationVersion())
        .put("platform", account.platform());
    node.putObject("account").put("id", account.id()).put("name", account.name());
    ObjectNode options = node.putObject("options");
    new TreeMap<>(description.options()).forEach(options::set);
    ObjectNode balance = node.putObject("balance");
    balance.set("people", line(input.info().balance().people()));
    balance.set("conversations", line(input.info().balance().conversations()));
    balance.set("messages", line(input.info().balance().messages()));
    balance.set("attachments", line(input.info().balance().attachments()));
    return node;
  }

  private static JsonNode line(Balance.Line line) {
    return JSON.objectNode()
        .put("found", line.found())
        .put("carried", line.carried())
        .put("lost", line.lost());
  }

  private static JsonNode line(
      List<MergeReport.Input> inputs, Balance balance, Function<Balance, Balance.Line> kind) {
    long inInputs =
        inputs.stream().mapToLong(input -> kind.apply(input.info().balance()).found()).sum();
    long found = kind.apply(balance).found();
    return JSON.objectNode()
        .put("foundInInputs", inInputs)
        .put("foundAgain", inInputs - found)
        .put("found", found);
  }
}

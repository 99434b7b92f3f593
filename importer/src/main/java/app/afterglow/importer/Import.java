package app.afterglow.importer;

import app.afterglow.archive.History;
import app.afterglow.archive.merge.MergedHistory;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The use case: a history is brought to a target, and every item of it is accounted for. */
public final class Import {

  private Import() {}

  /** Every target there is, by name. */
  public static List<TargetProvider> targets() {
    return ServiceLoader.load(TargetProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(TargetProvider::name))
        .toList();
  }

  /**
   * The target of this name.
   *
   * @throws UsageException where there is none
   */
  public static TargetProvider target(String name) throws IOException {
    List<TargetProvider> all = targets();
    for (TargetProvider provider : all) {
      if (provider.name().equals(name)) {
        return provider;
      }
    }
    throw ImportProblems.usage(
        "unknown-target",
        name,
        all.stream().map(TargetProvider::name).collect(Collectors.joining(", ")));
  }

  /**
   * One history out of several archives of one kind: equal ids are one item, and the fuller copy
   * wins. Closing it closes them all.
   *
   * @throws UsageException where there is no archive
   */
  public static History merged(List<? extends History> archives) throws IOException {
    if (archives.isEmpty()) {
      throw ImportProblems.usage("no-archive");
    }
    return archives.size() == 1 ? archives.getFirst() : MergedHistory.of(archives);
  }

  /**
   * Checks the options against the target's, fills in defaults, delivers, and checks that the
   * balance adds up and that every lost item is listed. Where the history is a merged one, what its
   * copies disagree about is added to the report.
   *
   * @throws UsageException where an option is none of the target's
   * @throws IllegalStateException where the target's account of what it did is wrong
   */
  public static ImportReport run(
      TargetProvider target, History history, ImportRequest request, Progress progress)
      throws IOException {
    ImportRequest complete = request.withOptions(options(target, request.options()));
    ImportReport report = target.create().deliver(history, complete, progress);
    check(target.name(), report);
    if (history instanceof MergedHistory merged) {
      List<Loss> losses = new ArrayList<>(report.losses());
      try (Stream<Loss> conflicts = merged.conflicts(request.selection())) {
        conflicts.forEach(losses::add);
      }
      return new ImportReport(report.balance(), losses, report.written(), report.notes());
    }
    return report;
  }

  private static Map<String, String> options(TargetProvider target, Map<String, String> given)
      throws UsageException {
    Map<String, String> options = new HashMap<>();
    TreeSet<String> known = new TreeSet<>();
    for (TargetOption option : target.options()) {
      known.add(option.name());
      if (option.defaultValue() != null) {
        options.put(option.name(), option.defaultValue());
      }
    }
    for (Map.Entry<String, String> option : given.entrySet()) {
      if (!known.contains(option.getKey())) {
        throw ImportProblems.usage(
            "unknown-option", option.getKey(), target.name(), String.join(", ", known));
      }
      options.put(option.getKey(), option.getValue());
    }
    return options;
  }

  private static void check(String target, ImportReport report) {
    Balance balance = report.balance();
    Map<Loss.What, Long> listed = new EnumMap<>(Loss.What.class);
    for (Loss loss : report.losses()) {
      if (!loss.partial()) {
        listed.merge(loss.what(), 1L, Long::sum);
      }
    }
    if (!balance.addsUp()
        || balance.people().lost() != listed.getOrDefault(Loss.What.PERSON, 0L)
        || balance.conversations().lost() != listed.getOrDefault(Loss.What.CONVERSATION, 0L)
        || balance.messages().lost() != listed.getOrDefault(Loss.What.MESSAGE, 0L)
        || balance.attachments().lost() != listed.getOrDefault(Loss.What.ATTACHMENT, 0L)) {
      throw new IllegalStateException(
          "the balance of target "
              + target
              + " does not add up: "
              + balance
              + ", listed "
              + listed);
    }
  }
}

package app.afterglow.launcher.cli;

import app.afterglow.launcher.terminal.Words;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The balance and the losses as people read them. */
final class BalanceTable {

  /** Enough to see what it is about; all of them stand in the archive. */
  private static final int LOSSES_SHOWN = 10;

  private static final int REMARKS_SHOWN = 3;

  private BalanceTable() {}

  /** The lines of a balance by their names in JSON, in their order. */
  static SequencedMap<String, Balance.Line> lines(Balance balance) {
    SequencedMap<String, Balance.Line> lines = new java.util.LinkedHashMap<>();
    lines.put("people", balance.people());
    lines.put("conversations", balance.conversations());
    lines.put("messages", balance.messages());
    lines.put("attachments", balance.attachments());
    return lines;
  }

  /** Says what was found, carried and lost. */
  static void say(Balance balance, Session session) {
    Words words = session.words();
    List<String> heads =
        List.of(
            words.say("balance.found"), words.say("balance.carried"), words.say("balance.lost"));
    session.line("");
    session.line(row("", heads));
    for (Map.Entry<String, Balance.Line> line : lines(balance).entrySet()) {
      Balance.Line counts = line.getValue();
      session.line(
          row(
              words.say("balance." + line.getKey()),
              List.of(
                  words.number(counts.found()),
                  words.number(counts.carried()),
                  words.number(counts.lost()))));
    }
    session.line("");
  }

  private static String row(String name, List<String> cells) {
    StringBuilder row = new StringBuilder("  %-14s".formatted(name));
    for (String cell : cells) {
      row.append("%14s".formatted(cell));
    }
    return row.toString();
  }

  /**
   * Says what was lost, and what there is to say about the rest.
   *
   * @param first the first lines of the loss report
   * @param lost items that were not carried
   * @param lines lines of the loss report in all
   */
  static void say(List<Loss> first, long lost, long lines, Session session) {
    Stream<Loss> whole = first.stream().filter(loss -> !loss.partial());
    say("losses.head", whole.limit(LOSSES_SHOWN).toList(), lost, session);
    Stream<Loss> partial = first.stream().filter(Loss::partial);
    say("losses.remarks", partial.limit(REMARKS_SHOWN).toList(), lines - lost, session);
  }

  private static void say(String head, List<Loss> shown, long count, Session session) {
    if (count <= 0) {
      return;
    }
    session.say(head, count);
    for (Loss loss : shown) {
      String detail = loss.detail();
      session.line(
          "  %s %s: %s%s"
              .formatted(
                  session.words().say("loss." + loss.what().word()),
                  loss.id(),
                  loss.reason(),
                  detail == null || detail.isEmpty() ? "" : " (" + detail + ")"));
    }
    if (count > shown.size()) {
      session.say("losses.more", count - shown.size());
    }
  }
}

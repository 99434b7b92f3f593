package app.afterglow.launcher.cli;

import app.afterglow.launcher.terminal.Words;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The balance and the losses as people read them. */
final class BalanceTable {

  /** Enough to see what it is about; all of them stand in the archive. */
  private static final int LOSSES_SHOWN = 20;

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
   * Says what was lost, item by item.
   *
   * @param first the first of them
   * @param count how many there are in all
   */
  static void say(List<Loss> first, long count, Session session) {
    if (count == 0) {
      return;
    }
    session.say("losses.head", count);
    List<Loss> shown = first.subList(0, Math.min(LOSSES_SHOWN, first.size()));
    for (Loss loss : shown) {
      String detail = loss.detail() == null ? "" : loss.detail();
      session.line(
          "  %s %s: %s%s"
              .formatted(
                  session.words().say("loss." + loss.what().word()),
                  loss.id(),
                  loss.reason(),
                  detail.isEmpty() ? "" : " (" + detail + ")"));
    }
    if (count > shown.size()) {
      session.say("losses.more", count - shown.size());
    }
  }
}

package app.afterglow.launcher.gui;

import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** What was found, carried and lost, and each loss with its reason. */
final class BalanceView {

  /** Enough to see what it is about; all of them stand in the archive. */
  private static final int LOSSES_SHOWN = 10;

  private BalanceView() {}

  static Node of(GuiWords words, Balance balance) {
    GridPane grid = new GridPane(24, 8);
    grid.setId("balance");
    row(grid, 0, words, "messages", balance.messages());
    row(grid, 1, words, "attachments", balance.attachments());
    row(grid, 2, words, "conversations", balance.conversations());
    row(grid, 3, words, "people", balance.people());
    return grid;
  }

  private static void row(GridPane grid, int row, GuiWords words, String kind, Balance.Line line) {
    Label name = new Label(words.shared("balance." + kind));
    Label counts =
        new Label(
            words.say("balance.of", words.number(line.carried()), words.number(line.found())));
    counts.getStyleClass().add(Styles.TEXT_BOLD);
    counts.setId("carried-" + kind);
    Label lost =
        new Label(
            line.lost() == 0 ? words.say("balance.all") : words.say("balance.lost", line.lost()));
    lost.getStyleClass().add(line.lost() == 0 ? Styles.SUCCESS : Styles.DANGER);
    grid.addRow(row, name, counts, lost);
  }

  /**
   * Says what was not carried, by name; takes no room where nothing is lost.
   *
   * @param first the first lines of the loss report
   * @param lost items that were not carried
   */
  static Node losses(GuiWords words, List<Loss> first, long lost) {
    VBox box = new VBox(4);
    List<Loss> shown = first.stream().filter(loss -> !loss.partial()).limit(LOSSES_SHOWN).toList();
    if (lost == 0) {
      Parts.visible(box, false);
      return box;
    }
    box.getChildren().add(Parts.text(words.say("losses.head", lost), Styles.TEXT_BOLD));
    for (Loss loss : shown) {
      box.getChildren()
          .add(
              Parts.text(
                  words.say(
                      "losses.line",
                      words.shared("loss." + loss.what().word()),
                      reason(words, loss),
                      loss.id())));
    }
    if (lost > shown.size()) {
      box.getChildren().add(Parts.text(words.say("losses.more", lost - shown.size())));
    }
    return box;
  }

  /** In plain words where there are some; a rare reason keeps its detail. */
  private static String reason(GuiWords words, Loss loss) {
    String said = words.sayIfAny("reason." + loss.reason());
    if (!said.isEmpty()) {
      return said;
    }
    return loss.detail() == null ? loss.reason() : loss.reason() + ", " + loss.detail();
  }
}

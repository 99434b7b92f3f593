package app.afterglow.launcher.gui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.application.ColorScheme;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** The audit finds what it is there to find. */
class AuditTest extends WindowTest {

  @Test
  void findsWhatPeopleStumbleOver() throws Exception {
    Label pale = new Label("pale");
    pale.setTextFill(Color.LIGHTGRAY);
    Label longer = new Label("much longer than the window is wide");
    TextField wide = new TextField();
    wide.setMinWidth(500);

    assertThat(audit(pale, longer, wide))
        .anyMatch(problem -> problem.startsWith("contrast") && problem.endsWith("pale"))
        .anyMatch(problem -> problem.startsWith("cut short: much longer"))
        .anyMatch(problem -> problem.startsWith("without a name: TextField"))
        .anyMatch(problem -> problem.startsWith("beyond the edge: TextField"));
  }

  @Test
  void findsNothingWrongWithWhatIsRight() throws Exception {
    TextField named = new TextField();
    named.setAccessibleText("Name");

    assertThat(audit(new Label("dark"), named)).isEmpty();
  }

  private static List<String> audit(Node... nodes) throws Exception {
    FxToolkit.registerPrimaryStage();
    List<String> problems = new ArrayList<>();
    FxToolkit.setupStage(
        stage -> {
          AfterglowWindow.dress(ColorScheme.LIGHT);
          stage.setScene(new Scene(new VBox(nodes), 120, 200));
          stage.setMinWidth(0);
          stage.setWidth(120);
          stage.show();
        });
    new FxRobot()
        .interact(
            () ->
                problems.addAll(
                    Audit.of(FxToolkit.toolkitContext().getRegisteredStage().getScene())));
    return problems;
  }
}

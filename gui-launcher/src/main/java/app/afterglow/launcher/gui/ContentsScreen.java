package app.afterglow.launcher.gui;

import app.afterglow.exporter.ConversationContents;
import app.afterglow.exporter.ExportRequest.Expired;
import app.afterglow.exporter.StoreContents;
import app.afterglow.model.Selection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TitledPane;
import javafx.scene.control.cell.CheckBoxTableCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** What will be saved: conversations with counts, period and size; all chosen. */
final class ContentsScreen extends Screen {

  private final List<Row> rows;
  private final Label sum = Parts.text("");
  private final CheckBox keepExpired;
  private final DatePicker since = new DatePicker();
  private final DatePicker until = new DatePicker();
  private final Label periodProblem = Parts.text(say("period.turned"), "danger-text");

  /** A conversation and whether it is wanted. */
  private record Row(ConversationContents contents, BooleanProperty wanted) {}

  ContentsScreen(Wizard wizard) {
    super(wizard);
    StoreContents contents = choices.contents();
    rows =
        contents.conversations().stream()
            .map(each -> new Row(each, new SimpleBooleanProperty(true)))
            .toList();
    keepExpired = Parts.wrapping(new CheckBox(say("expired", contents.expired())));
    keepExpired.setSelected(true);
    Parts.visible(keepExpired, contents.expired() > 0);
    since.setId("since");
    until.setId("until");
    rows.forEach(row -> row.wanted().addListener((_, _, _) -> sumUp()));
    keepExpired.selectedProperty().addListener((_, _, _) -> sumUp());
    since.valueProperty().addListener((_, _, _) -> sumUp());
    until.valueProperty().addListener((_, _, _) -> sumUp());
    sumUp();
  }

  @Override
  String name() {
    return "contents";
  }

  @Override
  Step step() {
    return Step.CONTENTS;
  }

  @Override
  Node content() {
    TableView<Row> table = new TableView<>();
    table.setId("conversations");
    table.setEditable(true);
    table.setAccessibleText(say("table"));
    table.getItems().setAll(rows);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(Parts.text(say("none")));
    table.setPrefHeight(260);
    table.setMinHeight(120);
    table.getColumns().add(wanted());
    table.getColumns().add(column("name", 110, 200, row -> row.contents().name()));
    table
        .getColumns()
        .add(
            column(
                "kind",
                85,
                90,
                row ->
                    words.shared("conversation." + row.contents().conversation().kind().word())));
    table
        .getColumns()
        .add(column("messages", 105, 105, row -> words.number(row.contents().messages())));
    table.getColumns().add(column("files", 85, 120, this::files));
    table.getColumns().add(column("period", 110, 250, this::period));
    table.addEventFilter(KeyEvent.KEY_PRESSED, pressed -> tick(table, pressed));
    // Somebody without a mouse sees where the keyboard is.
    table.getSelectionModel().selectFirst();
    VBox.setVgrow(table, Priority.ALWAYS);
    TitledPane period =
        new TitledPane(
            say("period.only"),
            Parts.column(
                new FlowPane(
                    16,
                    8,
                    Parts.labelled(say("period.since"), since),
                    Parts.labelled(say("period.until"), until)),
                periodProblem));
    period.setExpanded(false);
    FlowPane all =
        new FlowPane(
            8,
            8,
            Parts.button(say("all"), () -> rows.forEach(row -> row.wanted().set(true))),
            Parts.button(say("no-one"), () -> rows.forEach(row -> row.wanted().set(false))));
    return Parts.column(sum, table, all, keepExpired, period);
  }

  private TableColumn<Row, Boolean> wanted() {
    TableColumn<Row, Boolean> column = new TableColumn<>(say("column.wanted"));
    column.setCellValueFactory(cell -> cell.getValue().wanted());
    column.setCellFactory(_ -> new WantedCell());
    column.setPrefWidth(75);
    column.setMinWidth(75);
    column.setEditable(true);
    return column;
  }

  /** A box of its row: the keyboard ticks it in the table, a screen reader says whose it is. */
  private static final class WantedCell extends CheckBoxTableCell<Row, Boolean> {

    @Override
    public void updateItem(Boolean wanted, boolean empty) {
      super.updateItem(wanted, empty);
      Row row = getTableRow() == null ? null : getTableRow().getItem();
      if (getGraphic() instanceof CheckBox box && row != null) {
        box.setFocusTraversable(false);
        box.setAccessibleText(row.contents().name());
      }
    }
  }

  private static void tick(TableView<Row> table, KeyEvent pressed) {
    Row row = table.getSelectionModel().getSelectedItem();
    if (pressed.getCode() == KeyCode.SPACE && row != null) {
      row.wanted().set(!row.wanted().get());
      pressed.consume();
    }
  }

  /** A text that goes on in a second line where its column is narrow. */
  private static final class TextCell extends TableCell<Row, String> {

    private final Text whole = new Text();

    TextCell() {
      whole.getStyleClass().add("cell-text");
      whole.wrappingWidthProperty().bind(widthProperty().subtract(2 * Parts.GAP));
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    @Override
    protected void updateItem(String text, boolean empty) {
      super.updateItem(text, empty);
      whole.setText(empty ? "" : text);
      setText(empty ? "" : text);
      setGraphic(empty ? null : whole);
    }
  }

  private TableColumn<Row, String> column(
      String name, double least, double width, Function<Row, String> text) {
    TableColumn<Row, String> column = new TableColumn<>(say("column." + name));
    column.setCellFactory(_ -> new TextCell());
    column.setMinWidth(least);
    column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
    column.setPrefWidth(width);
    column.setSortable(false);
    return column;
  }

  private String files(Row row) {
    ConversationContents contents = row.contents();
    return contents.attachments() == 0
        ? "–"
        : say("files", contents.attachments(), words.size(contents.attachmentBytes()));
  }

  private String period(Row row) {
    return say("period", words.day(row.contents().firstAt()), words.day(row.contents().lastAt()));
  }

  private void sumUp() {
    List<ConversationContents> wanted = wantedContents();
    boolean turned = isTurned();
    Parts.visible(periodProblem, turned);
    ready().set(!wanted.isEmpty() && !turned);
    String counts =
        say(
            "sum",
            wanted.size(),
            rows.size(),
            wanted.stream().mapToLong(ConversationContents::messages).sum(),
            wanted.stream().mapToLong(ConversationContents::attachments).sum(),
            words.size(bytes()));
    sum.setText(isWhole() ? counts : say("sum.most", counts));
  }

  /** Whether the last day comes before the first. */
  private boolean isTurned() {
    LocalDate first = since.getValue();
    LocalDate last = until.getValue();
    return first != null && last != null && first.isAfter(last);
  }

  /** Whether all of the conversations is wanted: only of that the counts are known. */
  private boolean isWhole() {
    boolean dropsExpired = !keepExpired.isSelected() && choices.contents().expired() > 0;
    return since.getValue() == null && until.getValue() == null && !dropsExpired;
  }

  private List<ConversationContents> wantedContents() {
    return rows.stream().filter(row -> row.wanted().get()).map(Row::contents).toList();
  }

  private long bytes() {
    return wantedContents().stream().mapToLong(ConversationContents::attachmentBytes).sum();
  }

  @Override
  void next() {
    boolean all = rows.stream().allMatch(row -> row.wanted().get());
    Set<String> ids =
        all
            ? Set.of()
            : wantedContents().stream()
                .map(each -> each.conversation().id())
                .collect(Collectors.toUnmodifiableSet());
    choices.want(
        new Selection(ids, startOf(since.getValue(), 0), startOf(until.getValue(), 1)),
        keepExpired.isSelected() ? Expired.KEEP : Expired.DROP);
    wizard.go(new KeepScreen(wizard, bytes()));
  }

  /** The day named last is wanted too, so the limit is the day after it. */
  private static @Nullable Instant startOf(@Nullable LocalDate day, int later) {
    return day == null
        ? null
        : day.plusDays(later).atStartOfDay(ZoneId.systemDefault()).toInstant();
  }
}

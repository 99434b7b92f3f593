package app.afterglow.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every target's page says what somebody has to know before they use it. */
class TargetDocumentationTest {

  private static final Path PAGES = Path.of("..", "docs", "targets");

  static Stream<String> targets() {
    return Import.targets().stream().map(TargetProvider::name);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void saysWhatIsLostHowToSetItUpItsLimitsAndHowToUndoIt(String target) throws IOException {
    String page = Files.readString(PAGES.resolve(target + ".md"));
    List<String> headings = page.lines().filter(line -> line.startsWith("## ")).toList();

    assertThat(headings)
        .anyMatch(heading -> heading.contains("lost"))
        .anyMatch(
            heading -> heading.startsWith("## Step by step") || heading.equals("## Setting it up"))
        .anyMatch(heading -> heading.startsWith("## Limits"))
        .anyMatch(heading -> heading.equals("## How to undo it"));
    assertThat(page).contains("|---|").contains("--to " + target);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void namesEveryOption(String target) throws IOException {
    String page = Files.readString(PAGES.resolve(target + ".md"));

    assertThat(Import.target(target).options())
        .extracting(TargetOption::name)
        .allSatisfy(option -> assertThat(page).contains("--" + option));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void standsInTheTableOfTargets(String target) throws IOException {
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains("[" + target + "](" + target + ".md)");
  }
}

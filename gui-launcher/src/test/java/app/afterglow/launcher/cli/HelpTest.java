package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.testing.Afterglow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {

  @Test
  void showsHelpWithoutArguments() {
    Afterglow.Ended ended = Afterglow.start().run();

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out())
        .contains("Usage: afterglow", "find", "export", "doctor", "70   a bug in this program");
    assertThat(ended.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void describesEveryCommandAndOption(String language) {
    List<String> undescribed = new ArrayList<>();
    for (CommandSpec command : commands(language)) {
      if (command.usageMessage().header().length == 0
          || command.usageMessage().description().length == 0) {
        undescribed.add(command.qualifiedName());
      }
      for (ArgSpec argument : command.args()) {
        if (String.join("", argument.description()).isBlank()) {
          undescribed.add(command.qualifiedName() + " " + argument.paramLabel() + argument);
        }
      }
    }

    assertThat(undescribed).isEmpty();
  }

  @Test
  void describesEverythingInTheLanguageAskedFor() {
    List<CommandSpec> english = commands("en");
    List<CommandSpec> french = commands("fr");

    for (int i = 0; i < english.size(); i++) {
      assertThat(french.get(i).usageMessage().description())
          .isNotEqualTo(english.get(i).usageMessage().description());
    }
  }

  @Test
  void helpsInTheEnvironmentsLanguage() {
    Afterglow.Ended french = Afterglow.start().with("LANG", "fr_FR.UTF-8").run("export", "--help");
    Afterglow.Ended asked =
        Afterglow.start().with("LANG", "fr_FR.UTF-8").run("export", "--help", "--lang", "en");

    assertThat(french.out()).contains("Utilisation : afterglow export", "mot de passe");
    assertThat(asked.out()).contains("Usage: afterglow export", "password");
  }

  @Test
  void saysItsVersion() {
    Afterglow.Ended ended = Afterglow.start().run("--version");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).matches("(?s)Afterglow \\d+\\.\\d+\\.\\d+.*\\RJava 2\\d.*");
  }

  @Test
  void showsATargetsOwnOptions() {
    Afterglow.Ended without = Afterglow.start().run("import", "--help");
    Afterglow.Ended with = Afterglow.start().run("import", "--to", "html", "--help");

    assertThat(without.out()).doesNotContain("--media");
    assertThat(with.out())
        .contains("Options of html:", "--media=copy|leave-out", "(default: copy)");
  }

  @Test
  void documentsEveryTargetsOptionsAtOnce() {
    CommandLine root = CommandLineProgram.documented(Locale.ROOT);

    assertThat(
            java.util.Objects.requireNonNull(root.getSubcommands().get("import"))
                .getCommandSpec()
                .findOption("--media"))
        .isNotNull();
  }

  private static List<CommandSpec> commands(String language) {
    CommandLine root = CommandLineProgram.documented(Locale.forLanguageTag(language));
    return Stream.concat(Stream.of(root), root.getSubcommands().values().stream())
        .map(CommandLine::getCommandSpec)
        .toList();
  }
}

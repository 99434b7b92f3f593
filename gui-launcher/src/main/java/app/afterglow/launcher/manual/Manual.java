package app.afterglow.launcher.manual;

import app.afterglow.launcher.cli.CommandLineProgram;
import app.afterglow.launcher.terminal.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Writes man pages in every language, and completion for bash and zsh, into the folder given: the
 * build calls it. They come out of the commands themselves and can't differ from them.
 */
public final class Manual {

  private static final List<Locale> LANGUAGES = List.of(Locale.ROOT, Locale.FRENCH);

  private Manual() {}

  /** The one argument is the distribution's {@code share} folder. */
  public static void main(String[] arguments) throws IOException {
    Path share = Path.of(arguments[0]);
    for (Locale language : LANGUAGES) {
      writePages(share.resolve("man").resolve(language.getLanguage()).resolve("man1"), language);
    }
    String completion = AutoComplete.bash("afterglow", CommandLineProgram.documented(Locale.ROOT));
    write(share.resolve("bash-completion/completions/afterglow"), completion);
    write(share.resolve("zsh/site-functions/_afterglow"), "#compdef afterglow\n" + completion);
  }

  private static void writePages(Path folder, Locale language) throws IOException {
    ResourceBundle heads = Words.bundle("app.afterglow.launcher.messages", language);
    CommandLine root = CommandLineProgram.documented(language);
    String version = root.getCommandSpec().version()[0];
    List<CommandLine> all =
        Stream.concat(Stream.of(root), root.getSubcommands().values().stream()).toList();
    for (CommandLine command : all) {
      write(folder.resolve(ManPage.name(command) + ".1"), ManPage.of(command, version, heads));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

package app.afterglow.launcher.cli;

import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** The passwords and tokens a target wants, by their option's name; wiped on close. */
record TargetSecrets(Map<String, Secret> byName) implements AutoCloseable {

  /**
   * Reads them from where the options say; whoever sits there is asked for the others, as far as
   * the target needs them.
   *
   * @param given what was given of the target's other options, by name
   */
  static TargetSecrets read(
      ParseResult parsed, TargetProvider target, Map<String, String> given, Session session)
      throws IOException {
    TargetSecrets secrets = new TargetSecrets(new HashMap<>());
    try {
      for (TargetOption option : target.options()) {
        if (option.kind() == TargetOption.Kind.SECRET) {
          secrets.read(parsed, target, option, target.needs(option, given), session);
        }
      }
      return secrets;
    } catch (IOException e) {
      secrets.close();
      throw e;
    }
  }

  private void read(
      ParseResult parsed,
      TargetProvider target,
      TargetOption option,
      boolean needed,
      Session session)
      throws IOException {
    String name = "--" + option.name();
    Prompt prompt = session.prompt();
    if (parsed.hasMatchedOption(name)) {
      byName.put(option.name(), session.secrets().read(name, parsed.matchedOptionValue(name, "")));
    } else if (needed && prompt != null) {
      char[] typed =
          prompt.secret(session.words().say("import.target-secret", target.name(), name));
      if (typed != null && typed.length > 0) {
        byName.put(option.name(), Secret.ofChars(typed));
      }
    }
  }

  @Override
  public void close() {
    byName.values().forEach(Secret::close);
  }
}

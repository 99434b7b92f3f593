package app.afterglow.launcher.testing;

import app.afterglow.launcher.terminal.Prompt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who gives these answers one after the other, and then nothing more. */
public final class ScriptedPrompt implements Prompt {

  private final Deque<String> answers;
  private final List<String> questions = new ArrayList<>();
  private final List<char[]> secrets = new ArrayList<>();

  private ScriptedPrompt(List<String> answers) {
    this.answers = new ArrayDeque<>(answers);
  }

  /** Gives these answers. */
  public static ScriptedPrompt answering(String... answers) {
    return new ScriptedPrompt(List.of(answers));
  }

  /** What was asked so far. */
  public List<String> questions() {
    return questions;
  }

  /** What was typed as a secret, as far as nobody has wiped it. */
  public List<char[]> secrets() {
    return secrets;
  }

  @Override
  public char @Nullable [] secret(String question) {
    String answer = line(question);
    if (answer == null) {
      return null;
    }
    char[] typed = answer.toCharArray();
    secrets.add(typed);
    return typed;
  }

  @Override
  public @Nullable String line(String question) {
    questions.add(question);
    return answers.poll();
  }
}

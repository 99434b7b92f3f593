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

  @Override
  public char @Nullable [] secret(String question) {
    String answer = line(question);
    return answer == null ? null : answer.toCharArray();
  }

  @Override
  public @Nullable String line(String question) {
    questions.add(question);
    return answers.poll();
  }
}

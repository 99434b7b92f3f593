package app.afterglow.importer.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** A run in a process of its own that is killed at a random moment. */
public final class KilledProcess {

  private static final int BEGUN = '!';

  private KilledProcess() {}

  /**
   * Starts it and kills it with SIGKILL (or what the system has for it) some requests later.
   *
   * @param main the class to start
   * @param environment what it finds in its environment
   * @param requests how many requests were seen so far
   * @param most it is killed after at most so many
   * @return true where it was still at work
   */
  public static boolean killAtRandom(
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment,
      IntSupplier requests,
      int most,
      Random random)
      throws IOException, InterruptedException {
    int at = requests.getAsInt() + 3 + random.nextInt(most - 2);
    Process process = start(main, arguments, environment);
    while (process.isAlive() && requests.getAsInt() < at) {
      Thread.sleep(1);
    }
    Thread.sleep(random.nextInt(8));
    boolean atWork = process.isAlive();
    process.destroyForcibly().waitFor();
    return atWork;
  }

  /**
   * Starts it and kills it a random time after it has said that it begins to work.
   *
   * @param main the class to start, which calls {@link #begin}
   * @param least it is killed after at least so many milliseconds
   * @param most and after less than so many
   * @return true where it was still at work
   */
  public static boolean killAtRandom(
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment,
      int least,
      int most,
      Random random)
      throws IOException, InterruptedException {
    Process process = start(main, arguments, environment);
    int begun = process.getInputStream().read();
    boolean ended = process.waitFor(random.nextInt(least, most), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return begun == BEGUN && !ended;
  }

  /** Says that the work begins, for {@link #killAtRandom}. */
  public static void begin() {
    System.out.write(BEGUN);
    System.out.flush();
  }

  private static Process start(
      Class<?> main, List<String> arguments, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A short life: the second compiler would not pay.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return builder.start();
  }
}

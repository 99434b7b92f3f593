package app.afterglow.importer.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;

/** A run in a process of its own that is killed at a random moment. */
public final class KilledProcess {

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
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    Process process = builder.start();
    while (process.isAlive() && requests.getAsInt() < at) {
      Thread.sleep(1);
    }
    Thread.sleep(random.nextInt(8));
    boolean atWork = process.isAlive();
    process.destroyForcibly().waitFor();
    return atWork;
  }
}

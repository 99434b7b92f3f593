package app.afterglow.launcher.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, as the build wrote it down. */
public final class Version implements IVersionProvider {

  private static final String FILE = "/app/afterglow/launcher/version.properties";

  /** Such as {@code Afterglow 0.1.0}; archives carry it as their creator. */
  public static String program() {
    return "Afterglow " + number();
  }

  private static String number() {
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "?");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {program(), "Java " + Runtime.version()};
  }
}

package app.afterglow.importer.matrix;

import app.afterglow.files.OwnerOnly;
import app.afterglow.importer.IdentityMap;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The registration of the application service (Application Service API, "Registration") that the
 * administrator adds to the homeserver, and beside it a file with the token that this program needs
 * ({@code as_token}). Both can be read by their owner only.
 */
final class Registration {

  private static final int TOKEN_BYTES = 32;

  private Registration() {}

  /** The file with the token, beside the registration. */
  static Path tokenFile(Path registration) {
    return registration.resolveSibling(registration.getFileName() + ".as-token");
  }

  /**
   * Writes both files with fresh tokens.
   *
   * @return the files, the registration first
   * @throws app.afterglow.problem.UsageException where one of them is there
   */
  static List<Path> write(MatrixSettings settings, IdentityMap map, Path registration)
      throws IOException {
    Path tokenFile = tokenFile(registration);
    for (Path file : List.of(registration, tokenFile)) {
      if (Files.exists(file)) {
        throw MatrixProblems.exists(file);
      }
    }
    byte[] asToken = token();
    byte[] hsToken = token();
    try {
      writePrivately(tokenFile, asToken, new byte[] {'\n'});
      String[] around = yaml(settings, map).split("%", -1);
      writePrivately(
          registration, bytes(around[0]), asToken, bytes(around[1]), hsToken, bytes(around[2]));
    } finally {
      Arrays.fill(asToken, (byte) 0);
      Arrays.fill(hsToken, (byte) 0);
    }
    return List.of(registration, tokenFile);
  }

  /** The registration with a percent sign for each token; nothing else in it can hold one. */
  private static String yaml(MatrixSettings settings, IdentityMap map) throws IOException {
    String server = regex(settings.serverName());
    StringBuilder yaml =
        new StringBuilder()
            .append("# Application service of Afterglow, for the import of message histories.\n")
            .append("# Keep this file secret: its tokens act as every user that it names.\n")
            .append("id: ")
            .append(quoted(settings.prefix() + "import"))
            .append("\n# The homeserver has nothing to tell to the service.\nurl: null\n")
            .append("as_token: \"%\"\nhs_token: \"%\"\n")
            .append("sender_localpart: ")
            .append(quoted(settings.prefix() + "bot"))
            .append("\nrate_limited: false\nnamespaces:\n  users:\n")
            .append(namespace("@" + regex(settings.prefix()) + ".*:" + server, true));
    for (String user : speakers(settings, map)) {
      yaml.append(namespace(regex(user), false));
    }
    yaml.append("  aliases:\n")
        .append(namespace("#" + regex(settings.prefix()) + ".*:" + server, true))
        .append("  rooms: []\n");
    return yaml.toString();
  }

  /** People of this homeserver whom the map names: messages are to be posted in their name. */
  private static Set<String> speakers(MatrixSettings settings, IdentityMap map) {
    Set<String> speakers = new TreeSet<>();
    for (String person : map.entries().keySet()) {
      String target = map.target(person);
      String id = target == null ? null : MatrixSettings.userId(target, settings.serverName());
      // A percent sign has no place in the id of a local user, but one in the file's making.
      if (id != null && id.endsWith(":" + settings.serverName()) && id.indexOf('%') < 0) {
        speakers.add(id);
      }
    }
    return speakers;
  }

  private static String namespace(String regex, boolean exclusive) throws IOException {
    return "    - exclusive: " + exclusive + "\n      regex: " + quoted(regex) + "\n";
  }

  private static String regex(String literal) {
    return literal.replaceAll("[^A-Za-z0-9_@:#-]", "\\\\$0");
  }

  /** A JSON string is a YAML string. */
  private static String quoted(String text) throws IOException {
    return new JsonMapper().writeValueAsString(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    byte[] token = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(random, (byte) 0);
    return token;
  }

  private static void writePrivately(Path file, byte[]... parts) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel channel = Files.newByteChannel(file, options, OwnerOnly.file())) {
      for (byte[] part : parts) {
        ByteBuffer buffer = ByteBuffer.wrap(part);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    } catch (FileAlreadyExistsException e) {
      throw MatrixProblems.exists(file);
    }
  }
}

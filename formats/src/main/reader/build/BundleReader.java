import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bundles the reader's modules, run by Maven as {@code java BundleReader.java SOURCES TARGET}.
 *
 * <p>A browser imports no module from {@code file://}, so the modules become one classic script:
 * each after those it imports, in one function, {@code import} and {@code export} taken away. That
 * is only right as long as no name is declared at the top of two modules and everything imported is
 * exported, so both are checked. Nothing is minified: the reader in an archive has to be readable
 * in fifty years. No tool but the JDK is needed, and the same sources give the same bytes.
 */
final class BundleReader {

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import \\{([^}]*)\\} from '(\\.[^']+)';\\n");
  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export (?=(?:async )?(?:function|class|const|let)\\b)");
  private static final Pattern DECLARED =
      Pattern.compile("(?m)^(export )?(?:async )?(?:function\\*?|class|const|let) +([\\w$]+)");
  private static final Pattern LEFT_OVER = Pattern.compile("(?m)^(?:import|export)\\b.*");

  private final Map<Path, String> ordered = new LinkedHashMap<>();
  private final Map<String, Path> declaredIn = new LinkedHashMap<>();
  private final Map<Path, TreeSet<String>> exports = new LinkedHashMap<>();
  private final TreeSet<Path> begun = new TreeSet<>();

  public static void main(String[] arguments) throws IOException {
    Path sources = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    String style = Files.readString(sources.resolve("reader.css"));
    String page = Files.readString(sources.resolve("page.html"));

    String folder = bundle(sources, "folder.js");
    write(
        target.resolve("index.html"),
        page.replace(
                "@POLICY@",
                "default-src 'none'; script-src "
                    + hash(folder)
                    + "; style-src "
                    + hash(style)
                    + "; img-src blob:; media-src blob:; base-uri 'none'; form-action 'none';"
                    + " trusted-types 'none'; require-trusted-types-for 'script'")
            .replace("@STYLE@", "<style>" + style + "</style>")
            .replace("@SCRIPT@", "<script>" + folder + "</script>"));

    write(target.resolve("pages/assets/reader.js"), bundle(sources, "pages.js"));
    write(target.resolve("pages/assets/reader.css"), style);
    write(
        target.resolve("pages/index.html"),
        page.replace(
                "@POLICY@",
                "default-src 'none'; script-src 'self' file:; style-src 'self' file:;"
                    + " img-src 'self' file:; media-src 'self' file:; base-uri 'none';"
                    + " form-action 'none'; trusted-types afterglow;"
                    + " require-trusted-types-for 'script'")
            .replace("@STYLE@", "<link rel=\"stylesheet\" href=\"assets/reader.css\">")
            .replace("@SCRIPT@", "<script src=\"assets/reader.js\"></script>"));

    // Served by "afterglow view", with a policy of its own in the headers; the style is the pages'.
    write(target.resolve("live/assets/reader.js"), bundle(sources, "live.js"));
    write(
        target.resolve("live/index.html"),
        page.replace(
                "@POLICY@",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " trusted-types 'none'; require-trusted-types-for 'script'")
            .replace("@STYLE@", "<link rel=\"stylesheet\" href=\"/assets/reader.css\">")
            .replace("@SCRIPT@", "<script src=\"/assets/reader.js\"></script>"));
  }

  private static String bundle(Path sources, String entry) throws IOException {
    BundleReader bundle = new BundleReader();
    bundle.add(sources.resolve(entry).normalize());
    StringBuilder script = new StringBuilder("(() => {\n'use strict';\n");
    for (Map.Entry<Path, String> module : bundle.ordered.entrySet()) {
      String name = sources.normalize().relativize(module.getKey()).toString().replace('\\', '/');
      script.append("\n// ---- ").append(name).append("\n\n").append(module.getValue());
    }
    script.append("})();\n");
    if (script.toString().toLowerCase(java.util.Locale.ROOT).contains("</script")) {
      throw new IllegalStateException("a script can't hold its own end tag");
    }
    return script.toString();
  }

  private void add(Path module) throws IOException {
    if (ordered.containsKey(module)) {
      return;
    }
    if (!begun.add(module)) {
      throw new IllegalStateException("modules import each other in a circle: " + module);
    }
    String source = Files.readString(module).replace("\r\n", "\n");
    Matcher imports = IMPORT.matcher(source);
    while (imports.find()) {
      Path imported = module.resolveSibling(imports.group(2)).normalize();
      add(imported);
      Arrays.stream(imports.group(1).split(","))
          .map(String::strip)
          .filter(name -> !name.isEmpty() && !exports.get(imported).contains(name))
          .forEach(
              name -> {
                throw new IllegalStateException(module + " imports " + name + ", unknown there");
              });
    }
    TreeSet<String> exported = new TreeSet<>();
    Matcher declared = DECLARED.matcher(source);
    while (declared.find()) {
      Path other = declaredIn.putIfAbsent(declared.group(2), module);
      if (other != null) {
        throw new IllegalStateException(
            declared.group(2) + " is declared in " + other + " and in " + module);
      }
      if (declared.group(1) != null) {
        exported.add(declared.group(2));
      }
    }
    exports.put(module, exported);
    String plain = EXPORT.matcher(IMPORT.matcher(source).replaceAll("")).replaceAll("");
    Matcher leftOver = LEFT_OVER.matcher(plain);
    if (leftOver.find()) {
      throw new IllegalStateException(module + ": can't bundle " + leftOver.group());
    }
    ordered.put(module, plain);
  }

  /** What a policy calls an inline script or style: the SHA-256 of its text. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file unless it is the same already, so that nothing is built anew for nothing. */
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}

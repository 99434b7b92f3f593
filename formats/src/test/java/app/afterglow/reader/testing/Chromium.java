package app.afterglow.reader.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Debian's Chromium without a window, driven by Playwright over the Node.js that is installed.
 * Whatever a page complains of, asks from a network or fails at is kept for {@link #requireQuiet}.
 */
public final class Chromium implements AutoCloseable {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");

  private final Playwright playwright;
  private final Browser browser;
  private final Map<Page, List<String>> complaints = new HashMap<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it, or skips the test where it isn't installed. */
  public static Chromium start() {
    Optional<Path> node = onPath("node");
    assumeTrue(
        Files.isExecutable(BROWSER),
        "needs Chromium (on Debian and Ubuntu: apt-get install chromium)");
    assumeTrue(
        node.isPresent(),
        "needs Node.js for Playwright (on Debian and Ubuntu: apt-get install nodejs)");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    environment.put("PLAYWRIGHT_NODEJS_PATH", node.map(Path::toString).orElseThrow());
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(BROWSER)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run",
                            "--disable-quic")));
    return new Chromium(playwright, browser);
  }

  private static Optional<Path> onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a file in a window of its own, with a fresh profile. */
  public Page open(Path file, String language, ColorScheme scheme, int width, int height) {
    Page page = window("(file|blob|data):.*", language, scheme, width, height);
    page.navigate(file.toUri().toString());
    return page;
  }

  /** Opens what a server on this machine serves; only that server may be asked for anything. */
  public Page open(URI address, String language, ColorScheme scheme, int width, int height) {
    String origin = address.getScheme() + "://" + address.getRawAuthority() + "/";
    Page page =
        window("(blob|data):.*|" + Pattern.quote(origin) + ".*", language, scheme, width, height);
    page.navigate(address.toString());
    return page;
  }

  private Page window(String allowed, String language, ColorScheme scheme, int width, int height) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setLocale(language)
                .setTimezoneId("Europe/Paris")
                // Nothing is half faded when it is looked at.
                .setReducedMotion(ReducedMotion.REDUCE)
                .setColorScheme(scheme));
    Page page = context.newPage();
    List<String> its = new ArrayList<>();
    complaints.put(page, its);
    page.onConsoleMessage(
        message -> {
          if (!message.type().equals("log")) {
            its.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(error -> its.add("error: " + error));
    page.onRequest(
        request -> {
          if (!request.url().matches(allowed)) {
            its.add("request: " + request.url());
          }
        });
    return page;
  }

  public Page open(Path file) {
    return open(file, "en-GB", ColorScheme.LIGHT, 1280, 840);
  }

  /** Fails where a page complained, broke its policy or asked something from a network. */
  public void requireQuiet(Page page) {
    assertThat(complaints.get(page)).isNotNull().isEmpty();
  }

  /** Fails where axe finds a violation of WCAG 2.2 A or AA, or of good practice. */
  public static void requireAccessible(Page page, String state) {
    // A colour that is still fading in is nobody's, and axe would judge it.
    page.evaluate(
        "() => Promise.all(document.getAnimations()"
            + ".filter(a => a.effect.getComputedTiming().endTime !== Infinity)"
            + ".map(a => a.finished.catch(() => null))).then(() => null)");
    AxeResults results =
        new AxeBuilder(page)
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .setLegacyMode(true)
            .analyze();
    assertThat(results.getViolations().stream().map(Chromium::describe)).as(state).isEmpty();
    assertThat(results.getPasses()).as(state).hasSizeGreaterThan(10);
  }

  private static String describe(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream()
            .map(node -> node.getHtml() + " " + node.getFailureSummary())
            .limit(5)
            .toList();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}

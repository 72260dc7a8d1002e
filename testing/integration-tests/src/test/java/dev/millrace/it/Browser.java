package dev.millrace.it;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.millrace.testkit.Eventually;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.NoAlertPresentException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a screen, which a test leads through pages. Where it is not installed, or does not start, the test is
 * skipped and says why.
 */
final class Browser implements AutoCloseable {

    /** How a page is shown. */
    enum Scheme {
        LIGHT,
        DARK
    }

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Set<String> FAULTS = Set.of("serious", "critical");
    private static final int HEIGHT = 900;

    /** Its warnings, of a Chromium that is newer than it, help nobody. Kept, for a logger that nobody holds forgets its level. */
    private static final Logger CLIENT = Logger.getLogger("org.openqa.selenium");

    static {
        CLIENT.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
    }

    /** A browser of the test's own, 1280 pixels wide; it speaks to this machine only. */
    static Browser start() {
        Optional<Path> chromium = program("chromium");
        Optional<Path> chromedriver = program("chromedriver");
        Assumptions.assumeTrue(
                chromium.isPresent() && chromedriver.isPresent(),
                "there is no Chromium with its driver on the PATH: install chromium and chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-extensions",
                "--disable-sync",
                "--no-first-run",
                "--no-proxy-server",
                "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                "--window-size=1280," + HEIGHT);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .usingAnyFreePort()
                .withTimeout(PATIENCE)
                .withSilent(true)
                .build();
        try {
            return new Browser(new ChromeDriver(service, options));
        } catch (SessionNotCreatedException refused) {
            service.stop();
            return Assumptions.abort("Chromium does not start here: "
                    + String.valueOf(refused.getRawMessage())
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser open(String url) {
        driver.get(url);
        return this;
    }

    Browser show(Scheme scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of(
                                "name",
                                "prefers-color-scheme",
                                "value",
                                scheme.name().toLowerCase(java.util.Locale.ROOT)))));
        return this;
    }

    /** The width of the window in pixels; a browser draws none that is narrower than 500, so a device is emulated. */
    Browser width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    String url() {
        return String.valueOf(driver.getCurrentUrl());
    }

    String title() {
        return String.valueOf(driver.getTitle());
    }

    /** What the page says now, as a person sees it, in one line. */
    String text() {
        try {
            return driver.findElement(By.tagName("body")).getText().replaceAll("\\s+", " ");
        } catch (StaleElementReferenceException renewed) {
            // A part renews itself: the next look sees it.
            return "";
        }
    }

    /** Waits for an element and clicks at it; one that is renewed meanwhile is looked for anew. */
    Browser click(String css) {
        Eventually.holds("there is " + css + " to click at, on " + url(), () -> {
            try {
                driver.findElement(By.cssSelector(css)).click();
                return true;
            } catch (NoSuchElementException | StaleElementReferenceException | ElementNotInteractableException notYet) {
                return false;
            }
        });
        return this;
    }

    /** Clicks at what asks first whether it is meant, and says yes. */
    Browser confirm(String css) {
        click(css);
        Eventually.holds("the page asks whether it is meant", () -> {
            try {
                driver.switchTo().alert().accept();
                return true;
            } catch (NoAlertPresentException notYet) {
                return false;
            }
        });
        return this;
    }

    Browser type(String css, String text) {
        WebElement field = driver.findElement(By.cssSelector(css));
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** Loads a page again and again until it says this. */
    Browser openUntil(String url, String text) {
        AtomicReference<String> last = new AtomicReference<>("");
        try {
            Eventually.holds(url + " says " + text, () -> {
                last.set(open(url).text());
                return String.valueOf(last.get()).contains(text);
            });
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; it says: " + last.get(), late);
        }
        return this;
    }

    /** Waits until the page that is open says this. */
    Browser awaitText(String text) {
        try {
            Eventually.holds("the page says " + text, () -> text().contains(text));
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; " + url() + " says: " + text(), late);
        }
        return this;
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Where the links of the page lead, without those to other servers. */
    Set<String> links() {
        return all("a[href]").stream()
                .map(link -> String.valueOf(link.getDomAttribute("href")))
                .filter(href -> href.startsWith("/"))
                .collect(Collectors.toSet());
    }

    /** How many pixels of the page stick out at the right. */
    long overhang() {
        return ((Number) run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .longValue();
    }

    Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /** What axe-core finds serious or critical: the rule, why it matters, and the first places. */
    List<String> faults() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream()
                        .filter(rule -> FAULTS.contains(rule.getImpact()))
                        .map(Browser::told)
                        .toList();
    }

    private static String told(Rule rule) {
        return rule.getId() + " (" + rule.getImpact() + "): " + rule.getHelp() + ": "
                + rule.getNodes().stream().limit(3).map(CheckedNode::getHtml).collect(Collectors.joining(" | "));
    }

    /** What the browser itself complains of since it was asked last: refused scripts and styles, missing files. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Keeps a picture of the window in target/screenshots. */
    void photograph(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}

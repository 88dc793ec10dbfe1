package courier.status;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A headless Chromium of this machine. Used by one thread. */
public final class Browser implements AutoCloseable {

    /** What is told of each text that is hard to read, by WCAG's formula. */
    private static final String FAINT_TEXTS = """
        const channel = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
        const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
        const parts = colour => colour.match(/[\\d.]+/g).map(Number);
        const ground = e => {
          for (; e; e = e.parentElement) {
            const colour = parts(getComputedStyle(e).backgroundColor);
            if (colour.length === 3 || colour[3] > 0) return colour;
          }
          return [255, 255, 255];
        };
        const faint = [];
        let seen = 0;
        for (const e of document.querySelectorAll('body *')) {
          const text = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
          if (!text || !e.checkVisibility() || e.closest('svg,script,style,template,noscript,.skip')) continue;
          seen++;
          const a = light(parts(getComputedStyle(e).color)), b = light(ground(e));
          const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
          if (contrast < arguments[0]) faint.push(contrast.toFixed(2) + ': ' + e.textContent.trim().slice(0, 60));
        }
        return seen > 20 ? faint : ['only ' + seen + ' texts were found'];
        """;

    /** It warns that it has no words of its own for this Chromium's newest protocol; those used here are old. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one; skips the test where there is none. */
    public static Browser startOrSkip() {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = program("chromedriver");
        assumeTrue(
                chromium.isPresent() && chromedriver.isPresent(),
                "SKIPPED: there is no Chromium with its driver on the PATH (Debian: chromium, chromium-driver)");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en");
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** The first of these programs that is on the PATH. */
    public static Optional<Path> program(String... names) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(path.split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Looks at a page. */
    public Browser open(URI page) {
        driver.get(page.toString());
        return this;
    }

    /** The size of what is seen, in CSS pixels. */
    public Browser size(int width, int height, double scale) {
        var _ = driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", width < 600));
        return this;
    }

    /** The colours that the person prefers: {@code light} or {@code dark}. */
    public Browser prefers(String scheme) {
        var _ = driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** What a script in the page returns. */
    public @Nullable Object ask(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The same, of one that returns a list. */
    @SuppressWarnings("unchecked") // JSON's arrays become these
    public List<Object> list(String script, Object... arguments) {
        return (List<Object>) Objects.requireNonNull(driver.executeScript(script, arguments));
    }

    /** The text that is seen of the first element; empty if there is none. */
    public String text(String selector) {
        return String.valueOf(driver.executeScript(
                "const e = document.querySelector(arguments[0]); return e ? e.innerText : ''", selector));
    }

    /** An element to click on, or to type into. */
    public WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** What has the focus after each press of the tabulator: tag and id, or text. */
    public List<String> focusedAfterTabs(int presses) {
        List<String> focused = new ArrayList<>();
        for (int i = 0; i < presses; i++) {
            driver.switchTo().activeElement().sendKeys(Keys.TAB);
            focused.add(String.valueOf(ask("const e = document.activeElement;"
                    + " return e.tagName + ':' + (e.id || (e.tagName === 'A' ? e.textContent : ''))")));
        }
        return focused;
    }

    /** Pixels by which the page is wider than what is seen. */
    public long overflow() {
        return (Long) Objects.requireNonNull(driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    /** Texts whose contrast to their ground is less than this. */
    public List<Object> fainterThan(double contrast) {
        return list(FAINT_TEXTS, contrast);
    }

    /** What axe finds wrong, for people with impairments: rules with what breaks them. */
    @SuppressWarnings("unchecked")
    public List<Object> barriers() {
        var _ = driver.executeScript(axe());
        return (List<Object>) Objects.requireNonNull(driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(document).then(
                found => done([
                  ...(found.passes.length > 10 ? [] : ['only ' + found.passes.length + ' rules were held']),
                  ...found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' '))]),
                error => done([String(error)]));
            """));
    }

    /** What the console says against the page. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What is seen, as PNG. */
    public byte[] picture() {
        Map<String, Object> picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode(String.valueOf(picture.get("data")));
    }

    /** The height of the whole page. */
    public int height() {
        return ((Long) Objects.requireNonNull(ask("return document.documentElement.scrollHeight"))).intValue();
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}

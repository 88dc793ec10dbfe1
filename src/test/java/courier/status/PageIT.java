package courier.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.ledger.Hold;
import courier.ledger.Share;
import courier.outcome.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in a browser, before a staged worker. {@code -Dscreenshot.update=true} takes the pictures of the documents
 * anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PageIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Path IMAGES = Path.of("docs", "images");
    private static final int DESKTOP = 1_200;
    private static final int PHONE = 360;
    private static final int PHONE_HEIGHT = 1_250;

    private Browser browser;
    private Stage stage;

    @BeforeAll
    void startBrowser() {
        browser = Browser.startOrSkip();
    }

    @BeforeEach
    void stage() throws IOException {
        stage = new Stage(Incident.CODES);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @AfterAll
    void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void shouldSayAtOnceWhatIsWrongWhereSinceWhenAndWhatToDo() {
        new Incident(stage).play();
        look(DESKTOP, "light");

        assertThat(browser.text("#headline")).isEqualTo("4 integrations need you");
        assertThat(browser.text("#reasons"))
                .contains("2 held, 2 failing or late", "2 applications are in doubt")
                .contains(Incident.REVOKED + " – held for 5 h 21 min, INTEGRATION.AUTHENTICATION_INVALID")
                .contains(Incident.SLOW + " – late: open for 26 min");
        assertThat(browser.list("return [...document.querySelectorAll('#integrations-rows tr')].slice(0, 4)"
                        + ".map(row => row.dataset.id + ' ' + row.dataset.condition)"))
                .isEqualTo(List.of(
                        Incident.REVOKED + " held",
                        Incident.DOWN + " held",
                        Incident.REFUSING + " failing",
                        Incident.SLOW + " late"));
        assertThat(row(Incident.REVOKED))
                .contains("held for 5 h 21 min", "INTEGRATION.AUTHENTICATION_INVALID", "Ask the customer", "321 probes")
                .contains("courier holds release " + Incident.REVOKED);
        assertThat(row(Incident.SLOW)).contains("late: open for 26 min", "5 of 5", "All its slots are in use");
        assertThat(row(Incident.THROTTLED)).contains("paused for");
        assertThat(row(Incident.FLAKY)).contains("waits for a retry");
        assertThat(browser.text("#letters-rows"))
                .startsWith("REMOTE.INPUT_INVALID")
                .contains("OUTCOME_UNKNOWN", "ATS.JOB_CLOSED", "Correct it and replay it");
        assertThat(browser.text("#limit-calls")).contains("of 256");
        assertThat(browser.text("#limit-requests")).isEqualTo("412 left in the window");
        assertThat(browser.list("return [...document.querySelectorAll('#figures .line')]"
                        + ".map(line => line.getAttribute('d').split('L').length)"))
                .as("points of the lines")
                .hasSize(5)
                .allSatisfy(points -> assertThat((Long) points).isBetween(History.STEPS - 10L, (long) History.STEPS));
        assertThat(browser.list("return [...document.querySelectorAll('#workers-list a')].map(a => a.href)"))
                .isEqualTo(List.of("http://courier-1.courier:8086/"));
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1200, light", "1200, dark", "768, light", "360, light", "360, dark"})
    void shouldBeReadableOnEveryScreenInEveryColourForEverybody(int width, String scheme) {
        new Incident(stage).play();
        look(width, scheme);

        assertThat(browser.overflow()).as("scrolling sideways").isLessThanOrEqualTo(0);
        assertThat(browser.fainterThan(4.5)).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void shouldShowIdsAsTextWhateverTheyAre() {
        String evil = "workday:<script>document.title='owned'</script><img/src=x/onerror=alert(1)>'$(reboot)";
        Hold hold = new Hold(
                Scope.INTEGRATION, "<b>CODE</b>", stage.time.wallMillis(), Long.MAX_VALUE, 0, 0, true, false, 0, null);
        stage.show(List.of(new Share.Line(evil, 1, 0, stage.time.wallMillis(), stage.time.wallMillis(), hold)), null);
        stage.peer("http://evil/?<script>alert(2)</script>".replace("<", "%3C").replace(">", "%3E"));
        stage.step();
        look(PHONE, "light");

        assertThat(browser.text("#integrations-rows .id")).isEqualTo(evil);
        assertThat(row(evil))
                .contains("<b>CODE</b>")
                .contains("release 'workday:<script>")
                .contains(">'\\''$(reboot)'");
        assertThat(browser.ask("return document.querySelectorAll('#body script, #body img, #body b b').length"))
                .isEqualTo(0L);
        assertThat(browser.overflow()).isLessThanOrEqualTo(0);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void shouldListSomeOfManyAndFindTheOthers() {
        long now = stage.time.wallMillis();
        stage.show(
                IntStream.range(0, 320)
                        .mapToObj(i -> new Share.Line("workday:n" + i, 320 - i, 0, now, now, null))
                        .toList(),
                null);
        stage.step();
        look(DESKTOP, "light");
        assertThat(rows()).isEqualTo(50L);
        assertThat(browser.text("#integrations-more")).contains("270 more");

        browser.element("#integrations-more button").click();
        await().atMost(SOON).until(() -> rows() == 150);

        browser.element("#filter").sendKeys("N31");
        await().atMost(SOON).until(() -> rows() == 11);
        assertThat(browser.text("#integrations-rows")).contains("workday:n31", "workday:n319");

        browser.element("#filter").sendKeys("<i>");
        await().atMost(SOON).until(() -> rows() == 0);
        assertThat(browser.text("#integrations-more")).contains("No integration has “N31<i>”");
    }

    @Test
    void shouldSayThatNothingIsDeliveredWhenTheKeyIsRefused() {
        long now = stage.time.wallMillis();
        Hold all =
                new Hold(Scope.KEY, "PLATFORM.AUTHENTICATION_INVALID", now, now + 60_000, 0, 0, false, false, 0, null);
        stage.show(List.of(new Share.Line("workday:one", 5, 0, now, now, null)), all);
        stage.step();
        look(DESKTOP, "light");

        assertThat(browser.text("#headline")).isEqualTo("Nothing is delivered");
        assertThat(browser.text("#reasons")).contains("PLATFORM.AUTHENTICATION_INVALID", "kombo.api-key");
        assertThat(row("workday:one")).contains("courier holds release --all");
    }

    @Test
    void shouldBeCalmWithNothingToTell() {
        stage.show(List.of(), null);
        stage.step();
        look(DESKTOP, "light");

        assertThat(browser.text("#headline")).isEqualTo("Nothing needs you");
        assertThat(browser.text("#integrations-more")).contains("Nothing is open or held");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void shouldBeUsableByKeyboardAlone() {
        new Incident(stage).play();
        look(DESKTOP, "light");

        assertThat(browser.focusedAfterTabs(6)).contains("A:Skip to the integrations", "INPUT:filter", "SUMMARY:");
    }

    @Test
    void shouldBeWhatTheDocumentsShow() throws IOException {
        new Incident(stage).play();
        look(DESKTOP, "light");
        byte[] desktop = browser.size(DESKTOP, browser.height(), 1).picture();
        look(PHONE, "dark");
        byte[] phone = browser.size(PHONE, PHONE_HEIGHT, 2).picture();

        if (Boolean.getBoolean("screenshot.update")) {
            Files.createDirectories(IMAGES);
            Files.write(IMAGES.resolve("page.png"), desktop);
            Files.write(IMAGES.resolve("page-phone.png"), phone);
        }
        assertThat(IMAGES.resolve("page.png")).exists();
        assertThat(IMAGES.resolve("page-phone.png")).exists();
    }

    private void look(int width, String scheme) {
        browser.size(width, 900, 1).prefers(scheme).open(stage.page());
        await().atMost(SOON).until(() -> "fresh".equals(browser.ask("return document.body.dataset.state")));
    }

    private String row(String integrationId) {
        return String.valueOf(browser.ask(
                "return [...document.querySelectorAll('#integrations-rows tr')]"
                        + ".find(row => row.dataset.id === arguments[0]).innerText",
                integrationId));
    }

    private long rows() {
        return (Long)
                Objects.requireNonNull(browser.ask("return document.querySelectorAll('#integrations-rows tr').length"));
    }
}

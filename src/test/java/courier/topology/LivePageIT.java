package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.kombo.behaviour.Latency;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Ports;
import courier.sandbox.part.Registry;
import courier.status.Browser;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A worker's page, from the worker's start to its stop, in one tab of a browser that is never reloaded. */
@WithParts
class LivePageIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String WELL = "workday:well";
    private static final String BROKEN = "greenhouse:broken";
    private static final String EVIL = "lever:<script>document.title='owned'</script>";
    private static final String SLOW = "icims:slow";

    @Test
    void shouldShowLiveWhatAWorkerDoesAndThatItIsGone(Broker broker, Registry registry, KomboStandIn kombo) {
        kombo.behaviours().byDefault(Behaviour.WELL.taking(new Latency.Fixed(Duration.ofMillis(200))));
        kombo.behaviours().ofIntegration(BROKEN, Behaviour.always(Act.Refuse.with(ErrorCode.CONNECTION_INVALID)));
        kombo.behaviours().ofIntegration(SLOW, Behaviour.WELL.taking(new Latency.Fixed(Duration.ofSeconds(4))));
        kombo.behaviours().ofJob("job-closed", Behaviour.always(Act.Refuse.with(ErrorCode.JOB_CLOSED)));
        kombo.limits().concurrency(SLOW, 2);
        int port = Ports.free();
        Settings settings = TestSettings.fresh(broker, registry, kombo, Map.of("http.port", Integer.toString(port)));
        try (Browser browser = Browser.startOrSkip();
                RunningWorker worker = RunningWorker.start(settings);
                Stream stream = new Stream(settings)) {
            browser.size(360, 740, 2).prefers("dark").open(URI.create("http://127.0.0.1:" + port + "/"));
            var _ = browser.ask("window.neverReloaded = true");
            awaitText(browser, "#headline", "Nothing needs you");
            assertThat(browser.complaints()).as("while it starts").allMatch(line -> line.contains("503"));

            for (int i = 0; i < 20; i++) {
                stream.ask(SampleIntents.of(WELL, "w" + i, "job-1"));
                stream.ask(SampleIntents.of(SLOW, "s" + i, "job-1"));
            }
            stream.ask(SampleIntents.of(WELL, "closed", "job-closed"));
            stream.ask(SampleIntents.of(EVIL, "e", "job-1"));
            stream.ask(SampleIntents.of(BROKEN, "b1", "job-1"));
            stream.ask(SampleIntents.of(BROKEN, "b2", "job-1"));

            awaitText(browser, "#headline", "1 integration needs you");
            awaitText(browser, row(BROKEN), "held for");
            assertThat(browser.text(row(BROKEN)))
                    .contains(BROKEN, "INTEGRATION.AUTHENTICATION_INVALID", "Ask the customer")
                    .contains("courier holds release " + BROKEN);
            awaitText(browser, row(SLOW), "of 2");
            awaitText(browser, row(WELL), "20 delivered");
            awaitText(browser, row(WELL), "1 failed");
            awaitText(browser, row(EVIL), EVIL);
            awaitText(browser, row(EVIL), "1 failed");
            awaitText(browser, "#letters-rows", "ATS.JOB_CLOSED");
            assertThat(browser.text("#delivered")).isNotEqualTo("0");

            kombo.behaviours().ofIntegration(BROKEN, Behaviour.WELL);
            awaitText(browser, "#headline", "Nothing needs you");
            assertThat(browser.ask("return window.neverReloaded && document.title !== 'owned'"))
                    .isEqualTo(true);
            assertThat(browser.overflow()).isLessThanOrEqualTo(0);
            assertThat(browser.complaints()).isEmpty();

            assertThat(worker.stop()).isEqualTo(ExitCode.OK);
            awaitText(browser, "#headline", "This worker cannot be reached");
            assertThat(browser.text(".old")).contains("not now");
            assertThat(browser.fainterThan(4.5)).isEmpty();
        }
    }

    private static String row(String integrationId) {
        return "tr[data-id=\"" + integrationId + "\"]";
    }

    private static void awaitText(Browser browser, String selector, String words) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(browser.text(selector)).contains(words));
    }
}

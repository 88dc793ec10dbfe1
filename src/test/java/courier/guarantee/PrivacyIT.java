package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import courier.guarantee.Exposure.Seen;
import courier.guarantee.broken.Leak;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.WithParts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A marked person's application, a marked key and a marked signature go every way there is through a worker process: of
 * all that it prints and shows, nothing has them; and where a worker is made to tell them, the same search finds each.
 */
@WithParts
class PrivacyIT {

    private static final String SOUND = Worker.classPath(Path.of("target"));

    @Test
    void shouldShowNothingOfAPersonNorAnySecret(Broker broker, Registry registry, KomboStandIn unused) {
        Exposure exposure = Exposure.of(broker, registry, unused, SOUND, "plain");

        assertThat(exposure.log().lines()).hasSizeGreaterThan(5);
        assertThat(exposure.seen()).isEmpty();
    }

    @Test
    void shouldShowNothingOfThemInLogsForProgramsEither(Broker broker, Registry registry, KomboStandIn unused) {
        Exposure exposure = Exposure.of(broker, registry, unused, SOUND, "json");

        assertThat(exposure.log().lines())
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(
                                new JsonMapper().readTree(line).get("message").isTextual())
                        .isTrue());
        assertThat(exposure.seen()).isEmpty();
    }

    /** The control: what {@link Leak} plants is seen where it was planted, and nothing else is. */
    @Test
    void shouldFindEachLeakThatIsPlanted(Broker broker, Registry registry, KomboStandIn unused) {
        Exposure exposure = Exposure.of(broker, registry, unused, Leak.build().classPath(), "json");

        assertThat(exposure.seen())
                .containsExactlyInAnyOrder(
                        new Seen("log", "e-mail"),
                        // its lines name their thread
                        new Seen("log", "phone"),
                        new Seen("log", "key"),
                        new Seen("/metrics", "signature"),
                        new Seen("/metrics", "file's name"),
                        new Seen("/status", "name"),
                        new Seen("threads", "phone"));
    }
}

package courier.config;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.LiveSettings.Look;
import courier.config.LiveSettings.Opening;
import courier.config.LiveSettings.Refusal;
import courier.config.Loading.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveSettingsTest {

    private static final String FIRST = """
            kombo: {api-key: key-secret-1}
            kafka: {properties: {sasl.jaas.config: password-1}}
            retry: {max-age: 1h}
            limits: {slots-per-integration: 7}
            """;

    @TempDir
    private Path folder;

    private long now = 1_000;

    @Test
    void shouldTakeAChangeOfIntegrationsOverOnceTheFileStaysTheSame() {
        LiveSettings live = opened(FIRST);
        assertThat(live.look(now)).isEqualTo(new Look.Nothing());

        write(FIRST + "integrations: {'workday:a': {limits: {slots-per-integration: 2}, doubt: {policy: resubmit}}}\n");

        assertThat(live.look(now)).as("it may be half written").isEqualTo(new Look.Nothing());
        assertThat(live.integrations().of("workday:a").slots()).isEqualTo(7);
        now = 5_000;
        assertThat(live.look(now)).isInstanceOf(Look.Taken.class);
        assertThat(live.integrations().of("workday:a").slots()).isEqualTo(2);
        assertThat(live.integrations().of("workday:a").doubt().policy()).isEqualTo(DoubtPolicy.RESUBMIT);
        assertThat(live.integrations().of("workday:b").slots()).isEqualTo(7);
        assertThat(live.inForce().since()).isEqualTo(5_000);
        assertThat(live.inForce().digest()).matches("[0-9a-f]{16}");
        assertThat(live.settings().integrations().of("workday:a").slots())
                .as("those of the start are left as they were")
                .isEqualTo(7);
        assertThat(live.look(now)).isEqualTo(new Look.Nothing());
    }

    @Test
    void shouldTakeTheStandardOfAllIntegrationsOver() {
        LiveSettings live = opened(FIRST);

        write(FIRST.replace("slots-per-integration: 7", "slots-per-integration: 3"));

        assertThat(change(live)).isInstanceOf(Look.Taken.class);
        assertThat(live.integrations().of("workday:any").slots()).isEqualTo(3);
    }

    @Test
    void shouldKeepWhatIsInForceIfTheFileHasMistakes() {
        LiveSettings live = opened(FIRST);
        LiveSettings.InForce before = live.inForce();

        write(FIRST + "integrations: {'workday:a': {limits: {slots-per-integration: many, slot: 3}}}\n");

        assertThat(change(live))
                .isInstanceOfSatisfying(
                        Look.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::key)
                                .containsExactlyInAnyOrder(
                                        "integrations.workday:a.limits.slots-per-integration",
                                        "integrations.workday:a.limits.slot"));
        assertThat(live.inForce().refused()).isEqualTo(Refusal.INVALID);
        assertThat(live.inForce().integrations()).isSameAs(before.integrations());
        assertThat(live.inForce().since()).isEqualTo(before.since());
        assertThat(live.inForce().digest()).isEqualTo(before.digest());
        assertThat(live.look(now)).as("told once").isEqualTo(new Look.Nothing());

        write(FIRST);
        assertThat(change(live)).isInstanceOf(Look.Taken.class);
        assertThat(live.inForce().refused()).isNull();
    }

    @Test
    void shouldNameWhatTakesARestartAndTakeNothingOver() {
        LiveSettings live = opened(FIRST);

        write(FIRST.replace("password-1", "password-2").replace("max-age: 1h", "max-age: 2h")
                + "integrations: {'workday:a': {limits: {slots-per-integration: 2}}}\n");

        assertThat(change(live))
                .isEqualTo(new Look.Fixed(java.util.List.of("kafka.properties.sasl.jaas.config", "retry.max-age")));
        assertThat(live.inForce().refused()).isEqualTo(Refusal.TAKES_A_RESTART);
        assertThat(live.integrations().of("workday:a").slots()).isEqualTo(7);
    }

    @Test
    void shouldNotTakeTheSameValueInOtherWordsForAChange() {
        LiveSettings live = opened(FIRST);

        write(FIRST.replace("max-age: 1h", "max-age: 60m") + "ledger: {start-by: 20s}\n# a comment\n");

        assertThat(change(live)).isInstanceOf(Look.Taken.class);
    }

    @Test
    void shouldFollowAFileThatIsMountedByLinks() throws IOException {
        Path first = Files.createDirectory(folder.resolve("..one"));
        Path second = Files.createDirectory(folder.resolve("..two"));
        Files.writeString(first.resolve("courier.yaml"), FIRST);
        Files.writeString(second.resolve("courier.yaml"), FIRST.replace("integration: 7", "integration: 4"));
        Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
        Files.createSymbolicLink(file(), data.resolve("courier.yaml"));
        LiveSettings live = open();

        Path next = Files.createSymbolicLink(folder.resolve("..next"), second);
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

        assertThat(change(live)).isInstanceOf(Look.Taken.class);
        assertThat(live.integrations().of("workday:a").slots()).isEqualTo(4);
    }

    @Test
    void shouldKeepWhatIsInForceWhileTheFileIsGone() throws IOException {
        LiveSettings live = opened(FIRST);

        Files.delete(file());

        assertThat(change(live)).isInstanceOf(Look.Invalid.class);
        assertThat(live.integrations().of("workday:a").slots()).isEqualTo(7);
        write(FIRST);
        assertThat(change(live)).isInstanceOf(Look.Taken.class);
    }

    @Test
    void shouldLetAStrongerSourceHaveTheLastWordAsAtTheStart() {
        write(FIRST);
        Map<String, String> environment = Map.of("COURIER_LIMITS_SLOTS_PER_INTEGRATION", "9");
        LiveSettings live = open(new Sources(file(), environment, Map.of()));

        write(FIRST.replace("integration: 7", "integration: 4"));

        assertThat(change(live)).isInstanceOf(Look.Taken.class);
        assertThat(live.integrations().of("workday:a").slots()).isEqualTo(9);
    }

    @Test
    void shouldBeLookedAtOnlyWhereThereIsAFile() {
        assertThat(opened(FIRST).interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(opened(FIRST + "reload: {interval: 0s}\n").interval()).isZero();
        Settings settings = opened(FIRST).settings();
        LiveSettings unchanging = LiveSettings.unchanging(settings);
        assertThat(unchanging.interval()).isZero();
        assertThat(unchanging.integrations()).isEqualTo(settings.integrations());
    }

    @Test
    void shouldReadWhatIsNoFileOnce() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                Files.writeString(pipe, FIRST);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        LiveSettings live = open(new Sources(pipe, Map.of(), Map.of()));

        writer.join();
        assertThat(live.integrations().standard().slots()).isEqualTo(7);
        assertThat(live.interval()).isZero();
        assertThat(live.look(now)).isEqualTo(new Look.Nothing());
        assertThat(live.inForce().digest()).isNull();
    }

    private Look change(LiveSettings live) {
        assertThat(live.look(now)).isEqualTo(new Look.Nothing());
        return live.look(now);
    }

    private LiveSettings opened(String text) {
        write(text);
        return open();
    }

    private LiveSettings open() {
        return open(new Sources(file(), Map.of(), Map.of()));
    }

    private LiveSettings open(Sources sources) {
        return switch (LiveSettings.open(sources, OverrideCheck.LATER, now)) {
            case Opening.Opened(LiveSettings live) -> live;
            case Opening.Refused(Loading.Invalid why) -> throw new AssertionError(why.text());
        };
    }

    private Path file() {
        return folder.resolve("courier.yaml");
    }

    private void write(String text) {
        try {
            Files.writeString(file(), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

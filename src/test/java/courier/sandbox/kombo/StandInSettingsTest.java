package courier.sandbox.kombo;

import static courier.sandbox.kombo.Caller.INTEGRATION;
import static courier.sandbox.kombo.Caller.application;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.sandbox.kombo.Caller.Reply;
import courier.sandbox.kombo.behaviour.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that say how a stand-in behaves, the sandbox's own above all. */
class StandInSettingsTest {
    private static final Path SANDBOX = Path.of("config", "sandbox", "standin.yaml");

    @TempDir
    Path directory;

    @Test
    void shouldTreatTheSamplesAsTheSandboxPromises() throws IOException {
        try (KomboStandIn standIn =
                        KomboStandIn.start(StandInSettings.with(Caller.KEY).behavingAs(SANDBOX));
                Caller caller = Caller.of(standIn)) {
            // without the latency that the jobs inherit
            standIn.behaviours().byDefault(Behaviour.WELL);
            assertThat(codes(caller, "job-closed", 1)).isEqualTo("ATS.JOB_CLOSED");
            assertThat(codes(caller, "job-exists", 1)).isEqualTo("ATS.APPLICATION_ALREADY_EXISTS");
            assertThat(codes(caller, "job-input", 1)).isEqualTo("REMOTE.INPUT_INVALID");
            assertThat(codes(caller, "job-timeout", 1)).isEqualTo("PLATFORM.TASK_TIMED_OUT");
            assertThat(codes(caller, "job-flaky", 3))
                    .isEqualTo("REMOTE.SERVICE_UNAVAILABLE REMOTE.SERVICE_UNAVAILABLE 200");
            assertThat(caller.apply("job-503", application("a")).body()).startsWith("<html>");
            assertThat(codes(caller, "job-503", 1)).isEqualTo("200");
            Reply throttled = caller.apply("job-throttled", application("a"));
            assertThat(throttled.status()).isEqualTo(429);
            assertThat(throttled.headers().get("Retry-After")).isEqualTo("1");
            assertThat(caller.apply("job-warning", application("a")).json().get("warnings"))
                    .hasSize(1);
            assertThatThrownBy(() -> caller.apply("job-cut", application("cut")))
                    .isInstanceOf(IOException.class);
            assertThat(standIn.journal().postsOf("cut")).singleElement().matches(Post::created);
            assertThat(standIn.journal().posts())
                    .allMatch(post -> post.integration().equals(INTEGRATION));
        }
    }

    @Test
    void shouldServeWhatTheSamplesNameByUrl() throws IOException {
        var settings = StandInSettings.with(Caller.KEY).behavingAs(SANDBOX);
        var sample = Json.MAPPER.readTree(
                SANDBOX.resolveSibling("03-every-field.json").toFile());
        try (Downloads downloads = new Downloads(settings.hosts())) {
            assertThat(sample.findValuesAsText("data_url"))
                    .hasSize(2)
                    .allSatisfy(url -> assertThat(downloads.fetch(url))
                            .isInstanceOfSatisfying(
                                    Downloads.Fetched.Content.class,
                                    pdf -> assertThat(pdf.bytes()).asString().startsWith("%PDF-1.4")));
        }
    }

    @Test
    void shouldRefuseAFileWithAMistake() throws IOException {
        Path file = directory.resolve("standin.yaml");
        Files.writeString(file, "jobs: {a: {rules: [{refuse: ATS.JOB_CLOSED, hang: true}]}}");

        assertThatThrownBy(() -> StandInSettings.with("key").behavingAs(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only one of");
    }

    private static String codes(Caller caller, String job, int calls) throws IOException {
        StringBuilder codes = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            Reply reply = caller.apply(job, application("a"));
            codes.append(reply.status() == 200 ? "200" : reply.code()).append(' ');
        }
        return codes.toString().strip();
    }
}

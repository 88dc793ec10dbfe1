package courier.sandbox.kombo;

import static courier.sandbox.kombo.Caller.application;
import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.part.ChildProcess;
import courier.testing.Fresh;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;

/** The stand-in as a process of its own. */
class KomboProcessIT {
    private static final String READY = "Kombo stand-in at ";

    @Test
    void shouldLeaveAWholeJournalBehindWhenItIsKilled() throws Exception {
        // Given
        Path directory = Fresh.directory("kombo");
        Path journal = directory.resolve("journal.jsonl");
        List<String> main =
                List.of(KomboStandIn.class.getName(), "--api-key", Caller.KEY, "--journal", journal.toString());
        ChildProcess process = ChildProcess.start(
                "kombo", directory, ChildProcess.java(List.of("-cp", ChildProcess.ownClassPath()), main));
        process.awaitReady(Duration.ofSeconds(30), () -> process.lastLines().contains(READY));
        URI root = URI.create(process.lastLines()
                .lines()
                .filter(line -> line.startsWith(READY))
                .findFirst()
                .orElseThrow()
                .substring(READY.length())
                .replace("/v1", ""));

        // When
        try (Caller caller = new Caller(root, Protocol.H2_PRIOR_KNOWLEDGE, Duration.ofSeconds(10))) {
            assertThat(caller.apply("job", application("frank")).status()).isEqualTo(200);
        }
        process.kill();

        // Then
        assertThat(Journal.read(journal)).singleElement().satisfies(post -> {
            assertThat(post.key()).isEqualTo("frank");
            assertThat(post.fate()).isEqualTo(Post.Fate.ANSWERED);
        });
    }
}

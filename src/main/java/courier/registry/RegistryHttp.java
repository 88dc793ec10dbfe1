package courier.registry;

import courier.registry.Exchange.Question;
import courier.registry.RegistryConfig.Patience;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the registry at whichever address answers, beginning with the one that answered last, in several rounds.
 *
 * <p>After the last round has failed, it rests: further questions fail at once until the longest wait is over. Without
 * that, each record of a batch that needs the registry would hold its stream thread for the whole patience.
 *
 * <p>Safe for use by many threads.
 */
final class RegistryHttp implements AutoCloseable {

    private final List<Endpoint> endpoints;
    private final Patience patience;
    private final Exchange exchange;
    private volatile int preferred;
    private volatile CompletableFuture<@Nullable Void> rest = CompletableFuture.completedFuture(null);

    RegistryHttp(RegistryConfig config) {
        endpoints = config.endpoints();
        patience = config.patience();
        exchange = new Exchange(config);
    }

    /**
     * Asks.
     *
     * @throws RegistryUnavailableException if no address answers
     */
    Reply.Answer ask(Question question) {
        if (!rest.isDone()) {
            throw new RegistryUnavailableException(
                    "The schema registry gave no answer a moment ago and is asked again shortly.", true, null);
        }
        for (int round = 0; ; round++) {
            Round outcome = round(question);
            if (outcome.answer != null) {
                return outcome.answer;
            }
            if (!outcome.passing || round >= patience.retries()) {
                rest = timer(patience.longestWait());
                throw new RegistryUnavailableException(
                        "The schema registry gave no answer to " + question + ": " + outcome.reasons,
                        outcome.passing,
                        outcome.cause);
            }
            pause(round);
        }
    }

    @Override
    public void close() {
        exchange.close();
    }

    private record Round(
            Reply.@Nullable Answer answer,
            boolean passing,
            String reasons,
            @Nullable Throwable cause) {}

    private Round round(Question question) {
        StringJoiner reasons = new StringJoiner("; ");
        boolean passing = false;
        Throwable cause = null;
        int first = preferred;
        for (int i = 0; i < endpoints.size(); i++) {
            int index = (first + i) % endpoints.size();
            Endpoint endpoint = endpoints.get(index);
            switch (exchange.ask(endpoint, question)) {
                case Reply.Answer answer -> {
                    preferred = index;
                    return new Round(answer, false, "", null);
                }
                case Reply.Silence silence -> {
                    reasons.add(endpoint.base() + " " + silence.why());
                    passing |= silence.passing();
                    cause = silence.cause() == null ? cause : silence.cause();
                }
            }
        }
        return new Round(null, passing, reasons.toString(), cause);
    }

    private void pause(int round) {
        long ceiling =
                Math.min(patience.longestWait().toMillis(), patience.firstWait().toMillis() << Math.min(round, 16));
        long millis = ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1);
        try {
            timer(Duration.ofMillis(millis)).get();
        } catch (InterruptedException e) {
            throw new InterruptException("Interrupted while waiting to ask the schema registry again.", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a timer cannot fail", e);
        }
    }

    /** Done when the time is over: one thing to wait for and to look at, so no clock is read here. */
    private static CompletableFuture<@Nullable Void> timer(Duration duration) {
        return new CompletableFuture<@Nullable Void>()
                .completeOnTimeout(null, duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}

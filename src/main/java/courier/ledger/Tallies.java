package courier.ledger;

import courier.intent.Identity;
import courier.ops.Label;
import courier.ops.Meters;
import courier.ops.Metric;
import java.time.Duration;

/** Counts what the ledger decides. */
final class Tallies {

    private Tallies() {}

    static void count(Meters meters, Effect.Tally tally, Identity identity) {
        Metric metric = Metric.of(tally.name());
        if (metric.labels().contains(Label.INTEGRATION)) {
            meters.count(metric, identity.integrationId());
        } else {
            meters.count(metric);
        }
    }

    /** Counts an end, or a warning. */
    static void count(Meters meters, Ends ends, LedgerEvent event) {
        switch (event.effect()) {
            case Effect.Succeed success -> {
                ended(meters, event, Label.SUCCESS);
                if (event.admittedAt() != null) {
                    ends.succeeded(event.identity().integrationId());
                }
                success.warnings().forEach(notice -> meters.count(Metric.WARNED, notice.code()));
            }
            case Effect.DeadLetter letter -> {
                ended(meters, event, Label.DEAD_LETTER);
                if (event.admittedAt() != null) {
                    ends.deadLettered(event.identity().integrationId());
                }
                meters.count(Metric.DEAD_LETTERED, letter.cause().code());
            }
            case Effect.Warn warning ->
                meters.count(Metric.WARNED, warning.notice().code());
            case Effect.Launch _,
                    Effect.Cancel _,
                    Effect.RememberConflict _,
                    Effect.SlowDown _,
                    Effect.Learn _,
                    Effect.Count _ -> throw new IllegalStateException("an event was made of " + event.effect());
        }
    }

    private static void ended(Meters meters, LedgerEvent event, String end) {
        meters.count(Metric.ENDED, event.identity().integrationId(), end);
        Long admittedAt = event.admittedAt();
        if (admittedAt != null) {
            meters.time(Metric.LIFE, Duration.ofMillis(event.at() - admittedAt), end);
        }
    }
}

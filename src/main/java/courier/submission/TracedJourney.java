package courier.submission;

import courier.avro.internal.ArrivedIntent;
import courier.encoding.InternalCodec;
import courier.ops.Time;
import courier.outcome.Cause;
import courier.submission.limit.Answer;
import courier.tracing.Stage;
import courier.tracing.Traced;
import courier.tracing.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Tells a collector of the wait before an attempt, its attachments and its call, each when it is over. An attempt is
 * made once its marker is durable, so none of them is told twice. Safe for use by many threads.
 */
public final class TracedJourney implements Journey {

    private static final InternalCodec<ArrivedIntent> PAYLOADS = InternalCodec.of(ArrivedIntent.class);

    private final Journey journey;
    private final Tracing tracing;
    private final Time time;

    /** Traces a journey. */
    public TracedJourney(Journey journey, Tracing tracing, Time time) {
        this.journey = journey;
        this.tracing = tracing;
        this.time = time;
    }

    @Override
    public Result travel(Work work, Gate gate) {
        if (!tracing.isOn()) {
            return journey.travel(work, gate);
        }
        Traced traced;
        try {
            traced = Traced.of(PAYLOADS.decode(work.payload()));
        } catch (IllegalArgumentException _) {
            // what is wrong with it the attempt has to say
            return journey.travel(work, gate);
        }
        return travel(work, gate, traced);
    }

    private Result travel(Work work, Gate gate, Traced traced) {
        long began = time.wallMillis();
        tracing.tell(traced, new Stage.Queue(work.attempt(), work.waitingSince(), began));
        Listening listening = new Listening(gate, work, traced, began);
        Result result = journey.travel(work, listening);
        if (result instanceof Result.Finished(Long startedAt, long endedAt, var verdict) && startedAt != null) {
            Exchange made = listening.made;
            Cause cause = verdict.cause();
            tracing.tell(
                    traced,
                    new Stage.Call(
                            work.attempt(),
                            startedAt,
                            endedAt,
                            made == null ? null : made.method(),
                            made == null ? null : made.address(),
                            made == null ? null : made.status(),
                            verdict.word(),
                            cause == null ? null : cause.code()));
        }
        return result;
    }

    /** Hears what the attempt tells its gate. For one thread. */
    private final class Listening implements Gate {

        private final Gate gate;
        private final Work work;
        private final Traced traced;
        private final long began;
        private @Nullable Exchange made;

        Listening(Gate gate, Work work, Traced traced, long began) {
            this.gate = gate;
            this.work = work;
            this.traced = traced;
            this.began = began;
        }

        @Override
        public Start start() {
            return gate.start();
        }

        @Override
        public void answered(Answer answer) {
            gate.answered(answer);
        }

        @Override
        public void prepared(@Nullable String code) {
            tracing.tell(traced, new Stage.Attachments(work.attempt(), began, time.wallMillis(), code));
            gate.prepared(code);
        }

        @Override
        public void exchanged(Exchange exchange) {
            made = exchange;
            gate.exchanged(exchange);
        }
    }
}

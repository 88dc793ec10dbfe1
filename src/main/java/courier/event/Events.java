package courier.event;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationSuccess;
import courier.avro.ApplicationWarning;
import courier.avro.Header;
import courier.avro.Remark;
import courier.avro.Violation;
import courier.avro.internal.ArrivedIntent;
import courier.ledger.Attempts;
import courier.ledger.Effect;
import courier.ledger.HoldEvent;
import courier.ledger.LedgerEvent;
import courier.ledger.Told;
import courier.outcome.Applications;
import courier.outcome.Delivery;
import courier.tracing.TraceContext;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What the ledger has to tell, as records of the public topics. Pure. */
public final class Events {

    private Events() {}

    /** The record for what the ledger has to tell. */
    public static Event of(Told told) {
        return switch (told) {
            case LedgerEvent event -> ofIntent(event);
            case HoldEvent event -> HoldEvents.of(event);
        };
    }

    private static Event ofIntent(LedgerEvent event) {
        return switch (event.effect()) {
            case Effect.Succeed succeed -> success(event, succeed);
            case Effect.Warn warn -> warning(event, warn);
            case Effect.DeadLetter deadLetter -> deadLetter(event, deadLetter);
            case Effect.Launch _,
                    Effect.Cancel _,
                    Effect.RememberConflict _,
                    Effect.SlowDown _,
                    Effect.Learn _,
                    Effect.Count _ ->
                throw new IllegalArgumentException("the ledger gave out an effect that is no event: " + event);
        };
    }

    private static Event success(LedgerEvent event, Effect.Succeed succeed) {
        ArrivedIntent asked = asked(event);
        ApplicationSuccess value = ApplicationSuccess.newBuilder()
                .setIntegrationId(event.identity().integrationId())
                .setIntentId(event.identity().intentId())
                .setGeneration(event.identity().generation())
                .setJobId(event.jobId())
                .setApplication(Applications.toAvro(succeed.application()))
                .setWarnings(succeed.warnings().stream()
                        .map(notice -> new Remark(notice.code(), notice.message()))
                        .toList())
                .setAttempts(succeed.attempts())
                .setRequestDigest(event.digest())
                .setSource(asked.getSource())
                .setAdmittedAt(Instant.ofEpochMilli(event.admittedAt() == null ? event.at() : event.admittedAt()))
                .setStartedAt(instant(succeed.startedAt()))
                .setSettledAt(Instant.ofEpochMilli(event.at()))
                .build();
        return new Event(Event.keyOf(event.jobId()), value, trace(event.trace()));
    }

    private static Event warning(LedgerEvent event, Effect.Warn warn) {
        ApplicationWarning value = ApplicationWarning.newBuilder()
                .setIntegrationId(event.identity().integrationId())
                .setIntentId(event.identity().intentId())
                .setGeneration(event.identity().generation())
                .setJobId(event.jobId())
                .setCode(warn.notice().code())
                .setMessage(warn.notice().message())
                .setApplication(warn.application() == null ? null : Applications.toAvro(warn.application()))
                .setOccurredAt(Instant.ofEpochMilli(event.at()))
                .build();
        return new Event(Event.keyOf(event.jobId()), value, trace(event.trace()));
    }

    private static Event deadLetter(LedgerEvent event, Effect.DeadLetter deadLetter) {
        ArrivedIntent asked = asked(event);
        ApplicationDeadLetter value = ApplicationDeadLetter.newBuilder()
                .setIntegrationId(event.identity().integrationId())
                .setIntentId(event.identity().intentId())
                .setGeneration(event.identity().generation())
                .setJobId(event.jobId())
                .setIntent(asked.getIntent())
                .setHeaders(asked.getHeaders().stream()
                        .map(header -> new Header(header.getKey(), header.getValue()))
                        .toList())
                .setSource(asked.getSource())
                .setStage(deadLetter.stage().text())
                .setCode(deadLetter.cause().code())
                .setTitle(deadLetter.cause().title())
                .setMessage(deadLetter.cause().message())
                .setViolations(deadLetter.violations().stream()
                        .map(violation -> new Violation(violation.pointer(), violation.rule(), violation.message()))
                        .toList())
                .setHttpStatus(deadLetter.cause().httpStatus())
                .setLogUrl(deadLetter.cause().logUrl())
                .setInDoubt(deadLetter.delivery() == Delivery.UNKNOWN)
                .setAction(deadLetter.action().text())
                .setAttempts(deadLetter.history().stream().map(Attempts::toAvro).toList())
                .setRequestDigest(event.digest())
                .setAdmittedAt(instant(event.admittedAt()))
                .setDeadLetteredAt(Instant.ofEpochMilli(event.at()))
                .build();
        return new Event(Event.keyOf(event.jobId()), value, LetterHeaders.add(trace(event.trace()), value, null));
    }

    private static ArrivedIntent asked(LedgerEvent event) {
        if (event.asked() == null) {
            throw new IllegalArgumentException("an intent ends, but its payload is gone: " + event);
        }
        return event.asked();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** The headers of a record that belongs to a trace. */
    static Headers trace(@Nullable TraceContext trace) {
        RecordHeaders headers = new RecordHeaders();
        if (trace != null) {
            trace.eachHeader(headers::add);
        }
        return headers;
    }
}

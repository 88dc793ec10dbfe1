package courier.ledger;

import courier.avro.Attempt;
import courier.outcome.Delivery;

/** Lines of an intent's history in Avro, for rows and events alike. */
public final class Attempts {

    private Attempts() {}

    /** To Avro. */
    public static Attempt toAvro(AttemptLine line) {
        return new Attempt(
                line.number(),
                line.nonce(),
                line.dispatchedAt(),
                line.startedAt(),
                line.endedAt(),
                line.verdict(),
                line.code(),
                line.httpStatus(),
                line.delivery().text());
    }

    /** From Avro. */
    static AttemptLine fromAvro(Attempt attempt) {
        return new AttemptLine(
                attempt.getNumber(),
                attempt.getNonce(),
                attempt.getDispatchedAt(),
                attempt.getStartedAt(),
                attempt.getEndedAt(),
                attempt.getVerdict(),
                attempt.getCode(),
                attempt.getHttpStatus(),
                Delivery.of(attempt.getDelivery()));
    }
}

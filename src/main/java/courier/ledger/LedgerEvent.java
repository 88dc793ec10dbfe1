package courier.ledger;

import courier.avro.internal.ArrivedIntent;
import courier.intent.Identity;
import courier.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell the world: an end or a warning.
 *
 * @param digest SHA-256 of what was asked, in hexadecimal digits
 * @param asked what was asked; null for a warning about an intent whose payload is gone
 * @param effect {@link Effect.Succeed}, {@link Effect.Warn} or {@link Effect.DeadLetter}
 * @param admittedAt milliseconds since the epoch; null where it is not known
 * @param at when, in milliseconds since the epoch
 * @param trace the context that its record is to carry; null for none
 */
public record LedgerEvent(
        Identity identity,
        String jobId,
        String digest,
        @Nullable ArrivedIntent asked,
        Effect effect,
        @Nullable Long admittedAt,
        long at,
        @Nullable TraceContext trace)
        implements Told {

    @Override
    public String toString() {
        return "LedgerEvent[" + identity + ", " + effect.getClass().getSimpleName() + "]";
    }
}

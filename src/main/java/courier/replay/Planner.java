package courier.replay;

import courier.admission.Admission;
import courier.avro.ApplicationDeadLetter;
import courier.avro.Attempt;
import courier.intent.Identity;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.intent.IntentJson;
import courier.intent.IntentJson.Parsed;
import courier.intent.Violation;
import courier.ledger.Codes;
import courier.outcome.Action;
import courier.outcome.Delivery;
import courier.replay.Found.Letter;
import courier.replay.Found.Rest;
import courier.replay.Found.Unreadable;
import courier.replay.Patch.Applied;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Decides what is to become of a dead letter. The ledger has the last word on each replay; what it would refuse, or
 * what would fail again for certain, is told here without being sent. Pure, but for the clock and the decoder that it
 * is given. {@code RATIONALE.md}, "Why a replay is the dead letter's generation plus one", has the reasons.
 */
public final class Planner {

    /** The decode stage's code of an intent that has no room in the worker's own topics. */
    private static final String TOO_LARGE = "TOO_LARGE";

    private final Selection selection;
    private final Guard guard;
    private final Admission admission;
    private final Function<Letter, Optional<Letter>> whole;
    private final Predicate<Letter> decodes;
    private final LongSupplier now;

    /**
     * A planner.
     *
     * @param whole all of a dead letter that stands in parts; empty if that cannot be had
     * @param decodes whether a record that could not be decoded can be by now
     * @param now milliseconds since the epoch
     */
    public Planner(
            Selection selection,
            Guard guard,
            Admission admission,
            Function<Letter, Optional<Letter>> whole,
            Predicate<Letter> decodes,
            LongSupplier now) {
        this.selection = selection;
        this.guard = guard;
        this.admission = admission;
        this.whole = whole;
        this.decodes = decodes;
        this.now = now;
    }

    /** Decides. */
    public Plan plan(Found found) {
        return switch (found) {
            case Unreadable _ -> Plan.Skip.of(Reason.UNREADABLE);
            case Letter letter when !selection.takes(letter) -> new Plan.Leave();
            case Letter letter -> whole.apply(letter).map(this::asked).orElseGet(() -> Plan.Skip.of(Reason.INCOMPLETE));
            case Rest _ -> new Plan.Leave();
        };
    }

    private Plan asked(Letter letter) {
        return letter.content().getIntent() == null ? raw(letter) : decoded(letter, letter.content());
    }

    private Plan raw(Letter letter) {
        if (letter.content().getRawValue() == null) {
            return Plan.Skip.of(Reason.NOTHING_TO_SEND);
        }
        if (!guard.raw()) {
            return Plan.Skip.of(Reason.NOT_DECODED);
        }
        if (letter.content().getCode().equals(TOO_LARGE) && !selection.codes().contains(new Glob(TOO_LARGE))) {
            // most would only come back as another dead letter, so somebody has to mean just these
            return Plan.Skip.of(Reason.TOO_LARGE);
        }
        return decodes.test(letter) ? new Plan.Raw(letter) : Plan.Skip.of(Reason.STILL_NOT_DECODED);
    }

    private Plan decoded(Letter found, ApplicationDeadLetter letter) {
        if (letter.getCode().equals(Codes.ALREADY_DELIVERED)) {
            return Plan.Skip.of(Reason.DELIVERED);
        }
        if (letter.getInDoubt() && !guard.resubmitUnknown()) {
            return Plan.Skip.of(Reason.IN_DOUBT);
        }
        if (letter.getAction().equals(Action.NEVER.text()) && !guard.never()) {
            return Plan.Skip.of(Reason.NEVER);
        }
        Intent asked = IntentAvro.fromAvro(letter.getIntent());
        Patch patch = guard.patch();
        return patch == null ? next(found, asked, asked) : patched(found, asked, patch);
    }

    private Plan patched(Letter letter, Intent asked, Patch patch) {
        return switch (patch.apply(IntentJson.write(asked))) {
            case Applied.Unfit(String why) -> new Plan.Skip(Reason.PATCH_DOES_NOT_FIT, why, List.of());
            case Applied.Changed(byte[] json) ->
                switch (IntentJson.parse(json, patch.folder())) {
                    case Parsed.Refused(List<Violation> violations) ->
                        new Plan.Skip(Reason.INVALID, "after the patch", violations);
                    case Parsed.Understood(Intent changed) -> next(letter, asked, changed);
                };
        };
    }

    private Plan next(Letter letter, Intent asked, Intent changed) {
        if (changed.identity().generation() != asked.identity().generation()
                || !Objects.equals(changed.replaces(), asked.replaces())
                || changed.resubmitUnknown() != asked.resubmitUnknown()) {
            return new Plan.Skip(
                    Reason.PATCH_DOES_NOT_FIT,
                    "generation, replaces and resubmit_unknown are the replay's own",
                    List.of());
        }
        if (!changed.identity().equals(asked.identity())) {
            return provablyUnsent(letter.content())
                    ? checked(letter, replacing(asked, changed))
                    : Plan.Skip.of(Reason.MAY_HAVE_BEEN_SENT);
        }
        if (letter.content().getCode().equals(Codes.INTENT_ID_REUSED)) {
            return Plan.Skip.of(Reason.IDENTITY_TAKEN);
        }
        if (asked.identity().generation() >= guard.generationsMax()) {
            return Plan.Skip.of(Reason.TOO_MANY_REPLAYS);
        }
        return checked(letter, again(changed, letter.content().getInDoubt()));
    }

    /** A person's word is put in only where it is needed: what is known not to be delivered stays guarded by that. */
    private static Intent again(Intent intent, boolean inDoubt) {
        return new Intent(
                intent.identity().next(),
                intent.jobId(),
                intent.replaces(),
                intent.expiresAt(),
                inDoubt,
                intent.application());
    }

    private static Intent replacing(Intent asked, Intent changed) {
        return new Intent(
                new Identity(
                        changed.identity().integrationId(), changed.identity().intentId(), 0),
                changed.jobId(),
                asked.identity().intentId(),
                changed.expiresAt(),
                false,
                changed.application());
    }

    /** Under another identity the ledger would not know of the attempts that were made under this one. */
    private static boolean provablyUnsent(ApplicationDeadLetter letter) {
        int listed = 0;
        for (Attempt attempt : letter.getAttempts()) {
            // long histories leave out their middle
            boolean gap = attempt.getNumber() > listed + 1;
            if (gap || !Delivery.of(attempt.getDelivery()).provenNot()) {
                return false;
            }
            listed = Math.max(listed, attempt.getNumber());
        }
        return !letter.getInDoubt();
    }

    private Plan checked(Letter letter, Intent intent) {
        if (intent.expiresAt() != null && intent.expiresAt().toEpochMilli() <= now.getAsLong()) {
            return Plan.Skip.of(Reason.EXPIRED);
        }
        List<Violation> violations = admission.check(intent, intent.jobId().getBytes(StandardCharsets.UTF_8));
        return violations.isEmpty() ? new Plan.Replay(letter, intent) : new Plan.Skip(Reason.INVALID, "", violations);
    }
}

package courier.outcome;

import static courier.outcome.OutcomeCodec.present;

import courier.avro.internal.LookupResult;
import courier.intent.Identity;

/** Look-ups in the envelope. */
final class LookupCodec {

    private static final String FOUND = "found";
    private static final String MISSING = "missing";
    private static final String FAILED = "failed";

    private LookupCodec() {}

    static LookupResult toAvro(OutcomeRecord.LookedUp lookedUp) {
        LookupResult.Builder result = LookupResult.newBuilder().setNumber(lookedUp.number());
        switch (lookedUp.lookup()) {
            case Lookup.Found(Application application, int matches) ->
                result.setFinding(FOUND)
                        .setApplication(Applications.toAvro(application))
                        .setMatches(matches);
            case Lookup.Missing _ -> result.setFinding(MISSING);
            case Lookup.Failed(Cause cause) -> result.setFinding(FAILED).setCause(VerdictCodec.toAvro(cause));
        }
        return result.build();
    }

    static OutcomeRecord.LookedUp fromAvro(Identity identity, String nonce, int attempt, LookupResult result) {
        Lookup lookup = switch (result.getFinding()) {
            case FOUND ->
                new Lookup.Found(
                        Applications.fromAvro(present(result.getApplication(), "application")), result.getMatches());
            case MISSING -> new Lookup.Missing();
            // what only a later release knows has not found it for this one
            default -> new Lookup.Failed(VerdictCodec.fromAvro(result.getCause()));
        };
        return new OutcomeRecord.LookedUp(identity, nonce, attempt, result.getNumber(), lookup);
    }
}

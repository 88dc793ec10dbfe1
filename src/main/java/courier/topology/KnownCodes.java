package courier.topology;

import courier.config.Settings;
import courier.event.Unreadable;
import courier.ledger.Codes;
import courier.outcome.Notice;
import courier.submission.Submission;
import java.util.HashSet;
import java.util.Set;

/** All codes that a dead letter, a warning, an attempt or a hold of this release can have. */
final class KnownCodes {

    private KnownCodes() {}

    /** With those that Kombo has introduced since and configuration names. */
    static Set<String> of(Settings settings) {
        Set<String> codes = new HashSet<>(Codes.ALL);
        codes.addAll(Submission.codes());
        for (Unreadable.Reason reason : Unreadable.Reason.values()) {
            codes.add(reason.name());
        }
        codes.add(Notice.KOMBO_WARNING);
        codes.addAll(settings.verdicts().overrides().keySet());
        return codes;
    }
}

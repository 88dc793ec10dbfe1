package courier.admission;

import courier.config.Settings;
import courier.intent.Intent;
import courier.intent.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an intent may enter: the intent's own rules, Kombo's request schema, and Kombo's rules that its
 * schema cannot say. Pure: the same intent always gets the same answer, in the same order. Safe for use by many
 * threads.
 */
public final class Admission {

    /** More than anyone reads; keeps the dead letter of a hostile intent small. */
    static final int LISTED = 100;

    private static final Comparator<Violation> ORDER = Comparator.comparing(Violation::pointer)
            .thenComparing(Violation::rule)
            .thenComparing(Violation::message);

    private final RequestSchema schema = RequestSchema.load();
    private final FileRules files;

    /** Reads the schema once; meant to be made once. */
    public Admission(Settings.Attachments limits) {
        this.files = new FileRules(limits);
    }

    /**
     * Checks an intent. Violations never quote a value, only where it stands and what is expected there; of more than
     * 100 the last says how many are not listed.
     *
     * @param recordKey the key of its record, which must be the job id in UTF-8
     * @return what is wrong, sorted by pointer; empty if the intent may enter
     */
    public List<Violation> check(Intent intent, byte @Nullable [] recordKey) {
        List<Violation> found = new ArrayList<>();
        EnvelopeRules.check(intent, recordKey, found);
        schema.check(intent.application(), found);
        ValueRules.check(intent.application(), found);
        files.check(intent.application(), found);
        return listed(found.stream().distinct().sorted(ORDER).toList());
    }

    private static List<Violation> listed(List<Violation> sorted) {
        if (sorted.size() <= LISTED) {
            return sorted;
        }
        List<Violation> listed = new ArrayList<>(sorted.subList(0, LISTED));
        listed.add(new Violation("", "more", (sorted.size() - LISTED) + " more violations are not listed"));
        return List.copyOf(listed);
    }
}

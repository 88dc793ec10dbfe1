package courier.cli;

import courier.admission.Admission;
import courier.cli.IntentInput.Piece;
import courier.intent.Intent;
import courier.intent.IntentJson;
import courier.intent.IntentJson.Parsed;
import courier.intent.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads intents from files, and tells everything that is wrong with any of them. For one run of a command. */
final class IntentReader {

    private final IntentInput input;
    private final @Nullable Admission admission;
    private final List<Found> intents = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    /** An intent, and where it was found. */
    record Found(String where, Intent intent) {}

    /**
     * A reader.
     *
     * @param admission a worker's rules; null to ask for the form of an intent only
     */
    IntentReader(IntentInput input, @Nullable Admission admission) {
        this.input = input;
        this.admission = admission;
    }

    void read(List<String> files) {
        for (String file : files) {
            for (Piece piece : input.read(file)) {
                switch (piece) {
                    case Piece.Unreadable(String where, String why) -> mistakes.add(where + ": " + why);
                    case Piece.Json json -> judge(json);
                }
            }
        }
    }

    /** The intents; to be used only if there are no {@link #mistakes}. */
    List<Found> intents() {
        return intents;
    }

    /** What is wrong, one line each, for a person. */
    List<String> mistakes() {
        return mistakes;
    }

    private void judge(Piece.Json json) {
        switch (IntentJson.parse(json.text(), json.folder())) {
            case Parsed.Understood(Intent intent) -> {
                intents.add(new Found(json.where(), intent));
                tell(json, checked(intent));
            }
            case Parsed.Refused(List<Violation> violations) -> {
                List<Violation> all = new ArrayList<>(violations);
                IntentJson.draft(json.text(), json.folder())
                        .ifPresent(draft -> all.addAll(withoutRepeating(violations, checked(draft))));
                all.sort(Comparator.comparing(Violation::pointer));
                tell(json, all);
            }
        }
    }

    private List<Violation> checked(Intent intent) {
        byte[] key = intent.jobId().getBytes(StandardCharsets.UTF_8);
        return admission == null ? List.of() : admission.check(intent, key);
    }

    /** What was told of a place need not be told in other words. */
    private static List<Violation> withoutRepeating(List<Violation> told, List<Violation> more) {
        Set<String> places = told.stream().map(Violation::pointer).collect(Collectors.toSet());
        return more.stream()
                .filter(violation -> !places.contains(violation.pointer()))
                .toList();
    }

    private void tell(Piece.Json json, List<Violation> violations) {
        violations.forEach(violation -> mistakes.add(Printable.of(json.where() + " " + violation.pointer() + ": "
                + violation.message() + " [" + violation.rule() + "]")));
    }
}

package courier.replay;

import courier.avro.ApplicationDeadLetter;
import courier.replay.Found.Letter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant. An empty list asks for nothing; of a list that is not empty one element must fit. Its
 * {@link #toString} tells two selections apart.
 *
 * @param since the earliest time of the end, included
 * @param until the latest time of the end, excluded
 * @param inDoubt null for both kinds
 */
public record Selection(
        List<Glob> codes,
        List<String> stages,
        List<Glob> integrations,
        List<Glob> jobs,
        List<Glob> intents,
        List<String> actions,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Boolean inDoubt) {

    /** All of them. */
    public static final Selection ALL =
            new Selection(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null, null);

    public Selection {
        codes = List.copyOf(codes);
        stages = List.copyOf(stages);
        integrations = List.copyOf(integrations);
        jobs = List.copyOf(jobs);
        intents = List.copyOf(intents);
        actions = List.copyOf(actions);
    }

    /** Whether a dead letter is meant. One that could not be decoded has no ids, so no pattern for ids fits it. */
    public boolean takes(Letter letter) {
        ApplicationDeadLetter content = letter.content();
        return fits(codes, content.getCode())
                && (stages.isEmpty() || stages.contains(content.getStage()))
                && (actions.isEmpty() || actions.contains(content.getAction()))
                && fits(integrations, content.getIntegrationId())
                && fits(jobs, content.getJobId())
                && fits(intents, content.getIntentId())
                && (since == null || !content.getDeadLetteredAt().isBefore(since))
                && (until == null || content.getDeadLetteredAt().isBefore(until))
                && (inDoubt == null || inDoubt == content.getInDoubt());
    }

    private static boolean fits(List<Glob> patterns, @Nullable String text) {
        return patterns.isEmpty() || (text != null && patterns.stream().anyMatch(pattern -> pattern.matches(text)));
    }
}

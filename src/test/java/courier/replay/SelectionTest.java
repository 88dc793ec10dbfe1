package courier.replay;

import static courier.testing.SampleLetters.doubtful;
import static courier.testing.SampleLetters.letter;
import static courier.testing.SampleLetters.refused;
import static courier.testing.SampleLetters.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

import courier.replay.Found.Letter;
import courier.testing.SampleIntents;
import courier.testing.SampleLetters;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

    private static final Letter REFUSED = letter(refused("i-17"));
    private static final Letter DOUBTFUL = letter(doubtful("i-18"));
    private static final Letter BYTES = letter(undecodable("job-1", new byte[] {1}));

    @ParameterizedTest
    @CsvSource({
        "ATS.*, ATS.JOB_CLOSED, true",
        "ATS.*, ATSX, false",
        "*_INVALID, REMOTE.INPUT_INVALID, true",
        "*, '', true",
        "?, '', false",
        "i-1?, i-17, true",
        "i-1?, i-1, false",
        "'', '', true",
        "'', x, false",
        "a*b*c, aXbXXbc, true",
        "a*b*c, aXbXXb, false",
        "i.17, i-17, false",
        "[a], a, false"
    })
    void shouldMatchPatternsLikeFileNames(String pattern, String text, boolean fits) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(fits);
    }

    /** Held against the definition by recursion, on an alphabet that makes hits likely. */
    @Property
    void shouldMatchAsTheDefinitionSays(
            @ForAll @StringLength(max = 7) @CharRange(from = '*', to = '*') @CharRange(from = 'a', to = 'b')
                    String pattern,
            @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'b') String text) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(defined(pattern, text));
    }

    private static boolean defined(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return defined(pattern.substring(1), text) || (!text.isEmpty() && defined(pattern, text.substring(1)));
        }
        return !text.isEmpty()
                && text.charAt(0) == pattern.charAt(0)
                && defined(pattern.substring(1), text.substring(1));
    }

    @Test
    void shouldTakeAllByDefault() {
        assertThat(List.of(REFUSED, DOUBTFUL, BYTES)).allMatch(Selection.ALL::takes);
    }

    @Test
    void shouldAskForEachPart() {
        assertThat(taken(globs("REMOTE.*"), List.of(), null, null)).containsExactly(REFUSED);
        assertThat(taken(List.of(), globs("i-18", "none"), null, null)).containsExactly(DOUBTFUL);
        assertThat(taken(List.of(), globs("*"), null, null))
                .as("what could not be decoded has no id")
                .containsExactly(REFUSED, DOUBTFUL);
        assertThat(taken(List.of(), List.of(), true, null)).containsExactly(DOUBTFUL);
        assertThat(taken(List.of(), List.of(), false, null)).containsExactly(REFUSED, BYTES);
        assertThat(taken(List.of(), List.of(), null, "decode")).containsExactly(BYTES);
        assertThat(taken(globs("REMOTE.*"), globs("i-18"), null, null)).isEmpty();
    }

    @Test
    void shouldTakeTheFirstMomentOfARangeAndNotItsLast() {
        Instant ended = SampleLetters.ENDED;

        assertThat(between(ended, ended.plusMillis(1)).takes(REFUSED)).isTrue();
        assertThat(between(ended.plusMillis(1), null).takes(REFUSED)).isFalse();
        assertThat(between(null, ended).takes(REFUSED)).isFalse();
    }

    @Test
    void shouldTellDecisionsApart() {
        byte[] patch = {1};
        assertThat(List.of(
                        Decision.of(Selection.ALL, false, false, null),
                        Decision.of(Selection.ALL, true, false, null),
                        Decision.of(Selection.ALL, false, true, null),
                        Decision.of(Selection.ALL, false, false, patch),
                        Decision.of(between(SampleLetters.ENDED, null), false, false, null)))
                .doesNotHaveDuplicates();
        assertThat(Decision.of(between(SampleLetters.ENDED, null), true, true, patch))
                .isEqualTo(Decision.of(between(SampleLetters.ENDED, null), true, true, new byte[] {1}));
    }

    @Test
    void shouldCountByTraitsAndBoundTheGroups() {
        Groups groups = new Groups(List.of(Trait.CODE, Trait.INTEGRATION), 2);
        List.of(REFUSED, DOUBTFUL, DOUBTFUL, BYTES, REFUSED, DOUBTFUL).forEach(groups::add);

        assertThat(groups.largest(5))
                .extracting(Groups.Group::values)
                .containsExactly(
                        List.of("OUTCOME_UNKNOWN", SampleIntents.INTEGRATION),
                        List.of("REMOTE.INPUT_INVALID", SampleIntents.INTEGRATION));
        assertThat(groups.largest(5)).extracting(Groups.Group::count).containsExactly(3L, 2L);
        assertThat(groups.largest(5)).extracting(Groups.Group::inDoubt).containsExactly(3L, 0L);
        assertThat(groups.largest(1)).hasSize(1);
        assertThat(groups.letters()).isEqualTo(6);
        assertThat(groups.uncounted()).as("the third group has no room").isEqualTo(1);
    }

    private static List<Letter> taken(
            List<Glob> codes, List<Glob> intents, @Nullable Boolean inDoubt, @Nullable String stage) {
        Selection selection = new Selection(
                codes,
                stage == null ? List.of() : List.of(stage),
                List.of(),
                List.of(),
                intents,
                List.of(),
                null,
                null,
                inDoubt);
        return List.of(REFUSED, DOUBTFUL, BYTES).stream()
                .filter(selection::takes)
                .toList();
    }

    private static Selection between(@Nullable Instant since, @Nullable Instant until) {
        return new Selection(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), since, until, null);
    }

    private static List<Glob> globs(String... texts) {
        return List.of(texts).stream().map(Glob::new).toList();
    }
}

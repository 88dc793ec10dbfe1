package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.intent.Identity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeysTest {

    /** Ids that admission lets in, at its edges. */
    private static final List<String> VALID = List.of(
            "a",
            "b",
            "aa",
            "workday:abc",
            "k".repeat(255),
            "ü".repeat(127),
            "日本\uD83D\uDE00",
            " ",
            "\u0000",
            "T",
            "\u00ff");

    /** Ids that admission refuses: they are settled at once, so they are never read back from a key. */
    private static final List<String> REFUSED = List.of("", "k".repeat(256), "k".repeat(257), "ü".repeat(128));

    static Stream<Identity> identities() {
        return VALID.stream()
                .flatMap(integration -> VALID.stream()
                        .flatMap(intent -> Stream.of(0, 1, Integer.MAX_VALUE)
                                .map(generation -> new Identity(integration, intent, generation))));
    }

    @Test
    void shouldReadIdentitiesAndTimesBackFromTheirKeys() {
        identities().forEach(identity -> {
            assertThat(Keys.openIdentity(Keys.of(Keys.QUEUED, identity))).isEqualTo(identity);
            byte[] timeline = Keys.timeline(identity, 1_700_000_000_123L);
            assertThat(Keys.timelineIdentity(timeline)).isEqualTo(identity);
            assertThat(Keys.time(timeline)).isEqualTo(1_700_000_000_123L);
        });
    }

    @Test
    void shouldTellAllIdentitiesApartAlsoTheOnesThatAdmissionRefuses() {
        List<String> ids = new ArrayList<>(VALID);
        ids.addAll(REFUSED);
        List<String> keys = new ArrayList<>();
        for (String integration : ids) {
            for (String intent : ids) {
                keys.add(Arrays.toString(Keys.identity(new Identity(integration, intent, 0))));
                keys.add(Arrays.toString(Keys.identity(new Identity(integration, intent, -1))));
            }
        }

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void shouldSortTheTimelineOfAnIntegrationByDueTime() {
        Random random = new Random(7);
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Identity identity = new Identity("workday:abc", "intent-" + random.nextInt(), 0);
            keys.add(Keys.timeline(identity, random.nextLong(Long.MAX_VALUE)));
        }
        Collections.shuffle(keys, random);

        keys.sort(Arrays::compareUnsigned);

        assertThat(keys.stream().map(Keys::time)).isSorted();
    }

    static Stream<String> integrations() {
        return Stream.concat(VALID.stream(), REFUSED.stream());
    }

    @ParameterizedTest
    @MethodSource("integrations")
    void shouldKeepOtherIntegrationsOutOfTheRangeOfOne(String integration) {
        byte[] from = Keys.timelineFrom(integration, 0);
        byte[] to = Keys.timelineFrom(integration, Long.MAX_VALUE);

        integrations()
                .forEach(other -> Stream.of(0L, 1L, 1_700_000_000_000L, Long.MAX_VALUE - 1)
                        .forEach(due -> {
                            byte[] key = Keys.timeline(new Identity(other, "intent", 0), due);
                            boolean inside =
                                    Arrays.compareUnsigned(from, key) <= 0 && Arrays.compareUnsigned(key, to) <= 0;
                            assertThat(inside).as(other).isEqualTo(other.equals(integration));
                        }));
    }

    @Test
    void shouldKeepAKeyWithItsExpiryAndSortExpiriesByTime() {
        byte[] key = Keys.of(Keys.SETTLED, new Identity("i", "j", 2));

        assertThat(Keys.expired(Keys.expiry(5, key))).isEqualTo(key);
        assertThat(Arrays.compareUnsigned(Keys.expiry(255, key), Keys.expiryFrom(256)))
                .isNegative();
        assertThat(Arrays.compareUnsigned(Keys.expiry(256, key), Keys.expiryFrom(256)))
                .isPositive();
    }

    @Test
    void shouldKeepTheKindsOfKeysApart() {
        Identity identity = new Identity("i", "j", 0);
        assertThat(Stream.of(
                                Keys.of(Keys.DISPATCHED, identity),
                                Keys.of(Keys.QUEUED, identity),
                                Keys.timeline(identity, 1),
                                Keys.of(Keys.SETTLED, identity),
                                Keys.conflict(identity, Given.DIGEST),
                                Keys.conflict(identity, Given.OTHER_DIGEST),
                                Keys.expiry(1, Keys.of(Keys.SETTLED, identity)))
                        .map(Arrays::toString))
                .doesNotHaveDuplicates();
    }
}

package courier.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The rules between settings. */
final class CrossChecks {

    private static final Type<Integer> MILLIS = Type.integer(0, Integer.MAX_VALUE);

    private CrossChecks() {}

    static void check(Settings settings, Reading in) {
        topics(settings.topics(), in);
        sizes(settings.attachments(), in);
        atMost(
                in,
                Keys.INITIAL_DELAY,
                settings.retry().initialDelay(),
                Keys.MAX_DELAY,
                settings.retry().maxDelay());
        atMost(
                in,
                Keys.MAX_DELAY,
                settings.retry().maxDelay(),
                Keys.MAX_AGE,
                settings.retry().maxAge());
        atMost(
                in,
                Keys.PROBE_INTERVAL,
                settings.hold().probeInterval(),
                Keys.HOLD_LIMIT,
                settings.hold().limit());
        in.check(
                settings.attachments().urlValidity().compareTo(settings.kombo().requestTimeout()) >= 0,
                AttachmentKeys.URL_VALIDITY,
                Keys.REQUEST_TIMEOUT,
                "must be at least kombo.request-timeout, which is "
                        + text(settings.kombo().requestTimeout()),
                "raise it: Kombo may download until then");
        verification(DoubtKeys.FIRST_DELAY, settings.integrations().standard(), settings.retry(), in);
        settings.integrations()
                .named()
                .forEach((id, its) -> verification(DoubtKeys.FIRST_DELAY.of(id), its, settings.retry(), in));
        memory(settings, in);
        commits(settings, in);
    }

    /** An intent may be kept for so long for the sake of retries; for the sake of a search no longer. */
    private static void verification(Key<Duration> key, Settings.Integration its, Settings.Retry retry, Reading in) {
        in.check(
                its.doubt().policy() != DoubtPolicy.VERIFY
                        || its.doubt().longest().compareTo(retry.maxAge()) <= 0,
                key,
                Keys.MAX_AGE,
                "doubles with each of " + its.doubt().attempts() + " doubt.verify-attempts and so makes "
                        + text(its.doubt().longest()) + "; that must be at most retry.max-age, which is "
                        + text(retry.maxAge()),
                "lower this or doubt.verify-attempts, or raise retry.max-age");
    }

    private static void topics(Settings.Topics topics, Reading in) {
        List<Map.Entry<Key<String>, String>> names = List.of(
                Map.entry(Keys.INTENTS, topics.intents()),
                Map.entry(Keys.SUCCESSES, topics.successes()),
                Map.entry(Keys.WARNINGS, topics.warnings()),
                Map.entry(Keys.DEAD_LETTERS, topics.deadLetters()),
                Map.entry(Keys.OPERATIONS, topics.operations()),
                Map.entry(Keys.OUTCOMES, topics.outcomes()));
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                Key<String> first = names.get(i).getKey();
                in.check(
                        !names.get(i).getValue().equals(names.get(j).getValue()),
                        names.get(j).getKey(),
                        first,
                        "must be another topic than " + first.name(),
                        "give each kind of record its own topic");
            }
        }
    }

    private static void sizes(Settings.Attachments attachments, Reading in) {
        in.check(
                attachments.fileMaxBytes() <= attachments.totalMaxBytes(),
                AttachmentKeys.FILE_MAX,
                AttachmentKeys.TOTAL_MAX,
                "must be at most attachments.total-max, which is " + attachments.totalMaxBytes() + " bytes",
                "raise attachments.total-max or lower this");
        in.check(
                attachments.inlineMaxBytes() <= attachments.totalMaxBytes(),
                AttachmentKeys.INLINE_MAX,
                AttachmentKeys.TOTAL_MAX,
                "must be at most attachments.total-max, which is " + attachments.totalMaxBytes() + " bytes",
                "raise attachments.total-max or lower this");
    }

    private static void atMost(Reading in, Key<?> key, Duration value, Key<?> other, Duration limit) {
        in.check(
                value.compareTo(limit) <= 0,
                key,
                other,
                "must be at most " + other.name() + ", which is " + text(limit),
                "raise " + other.name() + " or lower this");
    }

    /** An outcome may come as late as this after the marker, and must still find what it is about. */
    private static void memory(Settings settings, Reading in) {
        Duration latest = settings.ledger()
                .startBy()
                .plus(settings.kombo().connectTimeout())
                .plus(settings.kombo().requestTimeout())
                .plus(settings.ledger().outcomeDelivery());
        in.check(
                settings.ledger().memory().compareTo(latest) > 0,
                Keys.MEMORY,
                Keys.REQUEST_TIMEOUT,
                "must be longer than a call can take to be known of, which is " + text(latest)
                        + " (ledger.start-by + kombo.connect-timeout + kombo.request-timeout +"
                        + " ledger.outcome-delivery)",
                "raise it; days are usual");
    }

    /** With rarer commits every marker would be too old when its call may start: nothing would ever be sent. */
    private static void commits(Settings settings, Reading in) {
        String written = settings.kafka().properties().get("commit.interval.ms");
        if (written == null) {
            return;
        }
        long half = settings.ledger().startBy().toMillis() / 2;
        in.check(
                MILLIS.parse(written).filter(millis -> millis <= half).isPresent(),
                Keys.START_BY,
                Keys.START_BY,
                "must be at least twice kafka.properties.commit.interval.ms, which is " + written,
                "lower the commit interval; 100 is Courier's default");
    }

    private static String text(Duration duration) {
        for (Map.Entry<String, Duration> unit : List.of(
                Map.entry("d", Duration.ofDays(1)),
                Map.entry("h", Duration.ofHours(1)),
                Map.entry("m", Duration.ofMinutes(1)),
                Map.entry("s", Duration.ofSeconds(1)))) {
            if (duration.compareTo(unit.getValue()) >= 0
                    && duration.toMillis() % unit.getValue().toMillis() == 0) {
                return duration.dividedBy(unit.getValue()) + unit.getKey();
            }
        }
        return duration.toMillis() + "ms";
    }
}

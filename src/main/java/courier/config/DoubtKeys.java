package courier.config;

import java.time.Duration;

/** The settings of doubt, each declared once. */
final class DoubtKeys {

    static final Section SECTION = Section.of(
            "doubt", "Applications of which nobody knows whether they were created: a crash or a lost answer.");
    static final Key<DoubtPolicy> POLICY = SECTION.each(
            "policy",
            Type.word(DoubtPolicy.values()),
            "park",
            "What is done: park, dead-letter it as OUTCOME_UNKNOWN for a person to decide; resubmit, call again as"
                    + " after a failure, which may make a second application and warns POSSIBLE_DUPLICATE; verify,"
                    + " ask Kombo for the application, succeed with the warning CONFIRMED_AFTER_DOUBT if it is found,"
                    + " and park it if not.");
    static final Key<Integer> ATTEMPTS = SECTION.each(
            "verify-attempts",
            Type.integer(1, 16),
            "5",
            "With verify: how often Kombo is asked before the intent is parked.");
    static final Key<Duration> FIRST_DELAY = SECTION.each(
            "verify-first-delay",
            Type.duration(Duration.ofMillis(1), "1ms"),
            "1m",
            "With verify: time until Kombo is asked first; each later one doubles. An application may show up late,"
                    + " with some ATSs only after Kombo's next sync.");
    static final Key<Duration> CLOCK_SKEW = SECTION.each(
            "verify-clock-skew",
            Type.duration(Duration.ZERO, "0s"),
            "1m",
            "With verify: how much earlier than the call an application may have been created, by the ATS's clock, to"
                    + " be taken for the call's. Longer than clocks differ, an application that the candidate made in"
                    + " another way right before may be taken for it.");

    private DoubtKeys() {}
}

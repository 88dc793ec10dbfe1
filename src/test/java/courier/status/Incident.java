package courier.status;

import courier.ledger.Hold;
import courier.ledger.Share;
import courier.outcome.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A quarter of an hour on a {@link Stage}: an ATS fails, another one refuses a field, a third is slow. */
final class Incident {

    static final Set<String> CODES = Set.of(
            "REMOTE.INPUT_INVALID",
            "REMOTE.SERVICE_UNAVAILABLE",
            "INTEGRATION.AUTHENTICATION_INVALID",
            "ATS.JOB_CLOSED",
            "OUTCOME_UNKNOWN",
            "INVALID_INTENT");

    static final String DOWN = "greenhouse:Bk3vTq9mWfXzL2cR7nYpHs5d";
    static final String REVOKED = "personio:GZ8wVn4tKqYb6RmJx2DfLc9s";
    static final String REFUSING = "successfactors:Hq5sXd8pNvRt3WkZy7MbCf2j";
    static final String SLOW = "icims:Lp7kRw2nVbTz9QsXm4HdYc6g";
    static final String THROTTLED = "smartrecruiters:Mt9dZb5rKxWv2NqYs8PhLf3c";
    static final String FLAKY = "lever:Rn4cVt7yJqXm2BzKw9SdHp5f";
    static final String GONE = "teamtailor:Wx2nKb9qTsVd5RmYz7LfHc4p";
    private static final List<String> WELL = List.of(
            "workday:HWUTwvyx2wLoSUHphiWVrp28",
            "workday:Fq8sNd3vKzTm6YxRb2WpLc7h",
            "ashby:Jd5tXm8wQvRn2KzYs9BpHf4c",
            "recruitee:Cv7bLs2kRqTx9WnMz4YdHp6f",
            "bamboohr:Tz3mYk8pVwXd5NqRs2LbHc9f");

    private final Stage stage;
    private final Random random = new Random(7);

    Incident(Stage stage) {
        this.stage = stage;
    }

    /** Plays it to its end. */
    void play() {
        stage.slots(DOWN, 20);
        stage.slots(SLOW, 5);
        stage.slots(THROTTLED, 12);
        for (int second = 5; second <= 900; second += 5) {
            minute(second / 60.0);
            stage.show(lines(second), null);
            underWay(second / 60.0);
            stage.step();
        }
        stage.limiter.pause(THROTTLED, Duration.ofSeconds(14));
        stage.requestsLeft(412);
        stage.peer("http://courier-0.courier:8086", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        stage.peer("http://courier-1.courier:8086", 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
    }

    private void minute(double minute) {
        double rush = 1 + 0.5 * Math.sin(minute / 2.4);
        for (String id : WELL) {
            ends(id, rush * (id.startsWith("workday") ? 4 : 1.6), 1_400);
        }
        ends(SLOW, 0.5, 9_000);
        ends(THROTTLED, 0.9, 2_600);
        ends(FLAKY, 0.3, 1_900);
        ends(GONE, minute < 9 ? 0.8 : 0, 1_200);
        ends(DOWN, minute < 6.2 ? 2.5 : 0, 1_700);
        ends(REFUSING, minute < 8.5 ? 1.2 : 0, 1_300);
        if (minute > 8.5 && random.nextDouble() < 0.42) {
            stage.deadLetter(REFUSING, "REMOTE.INPUT_INVALID");
        }
        if (random.nextDouble() < 0.03) {
            stage.deadLetter(WELL.getFirst(), "ATS.JOB_CLOSED");
        }
        if (minute > 6 && minute < 6.2) {
            stage.deadLetter(DOWN, "OUTCOME_UNKNOWN");
        }
    }

    /** Successes in five seconds. */
    private void ends(String id, double rate, long millis) {
        for (double due = rate; random.nextDouble() < due; due--) {
            stage.success(id, Math.round(millis * (0.6 + random.nextExponential() * 0.5)));
        }
    }

    private List<Share.Line> lines(int second) {
        double minute = second / 60.0;
        long now = stage.time.wallMillis();
        List<Share.Line> lines = new ArrayList<>();
        lines.add(line(
                DOWN, minute < 6.2 ? 3 : (long) ((minute - 6.2) * 46), 0, minute < 6.2 ? 4 : 530, downHold(minute)));
        lines.add(line(REVOKED, 212 + second / 30, 0, 5 * 3_600 + 1_260, hold(REVOKED, now)));
        lines.add(line(REFUSING, 6, 2, 9, null));
        lines.add(line(SLOW, 60 + second / 9, 5, 26 * 60, null));
        lines.add(line(THROTTLED, minute < 12 ? 4 : 22 + second % 30, 4, 64, null));
        lines.add(due(line(FLAKY, 2, 0, 97, null), now + 41_000));
        for (String id : WELL) {
            lines.add(line(id, random.nextInt(9), 3 + random.nextInt(6), 4 + random.nextInt(5), null));
        }
        return lines;
    }

    private @Nullable Hold downHold(double minute) {
        long since = stage.time.wallMillis() - Math.round((minute - 6.2) * 60_000);
        return minute < 6.2
                ? null
                : new Hold(
                        Scope.INTEGRATION,
                        "REMOTE.SERVICE_UNAVAILABLE",
                        since,
                        stage.time.wallMillis() + 23_000,
                        (int) (minute - 6.2),
                        0,
                        false,
                        false,
                        0,
                        null);
    }

    private static Hold hold(String id, long now) {
        long since = now - Duration.ofHours(5).plusMinutes(21).toMillis();
        return new Hold(
                Scope.INTEGRATION,
                id.equals(REVOKED) ? "INTEGRATION.AUTHENTICATION_INVALID" : "REMOTE.SERVICE_UNAVAILABLE",
                since,
                now + 37_000,
                321,
                0,
                false,
                false,
                0,
                null);
    }

    private Share.Line line(String id, long queued, long dispatched, long oldestSeconds, @Nullable Hold hold) {
        long now = stage.time.wallMillis();
        return new Share.Line(
                id, queued, dispatched, now - oldestSeconds * 1_000, queued == 0 ? Long.MAX_VALUE : now, hold);
    }

    private static Share.Line due(Share.Line line, long dueAt) {
        return new Share.Line(
                line.integrationId(), line.queued(), line.dispatched(), line.oldest(), dueAt, line.hold());
    }

    private void underWay(double minute) {
        stage.calls(SLOW, 5, 1_800_000);
        stage.calls(THROTTLED, 4, 900_000);
        stage.calls(REFUSING, 2, 400_000);
        stage.calls(DOWN, minute < 6.2 ? 4 + random.nextInt(3) : 0, 700_000);
        for (String id : WELL) {
            stage.calls(id, (id.startsWith("workday") ? 6 : 2) + random.nextInt(4), 650_000);
        }
    }
}

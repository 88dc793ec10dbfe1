package courier.bench.scenario;

import courier.bench.ground.Contender;
import courier.bench.ground.Ground;
import courier.bench.report.Picture;
import courier.bench.report.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Each contender is killed in the middle of a backlog: what is posted twice, or never, or ends in doubt. */
public final class Crash implements Scenario {
    private static final String STORY = """
            The backlog of *throughput* with calls of 100 ms and 256 slots over 30 integrations. When 40 % of the intents
            have been posted, the process is killed (SIGKILL) and started again at once, in the same group and with the
            same state. The count is taken when it has called again and then nothing more has come for 30 seconds, after
            three minutes at the latest. Twice, never and reached are counted in the stand-in's journal: applications that
            were created, whatever was answered. An intent in doubt is one that Courier had marked for a call and does not
            know the end of: it is dead-lettered with `OUTCOME_UNKNOWN` for a person to decide, instead of being posted
            again. *No markers ahead* is Courier with `limits.ahead=0`, its default; the other run has as many as in
            *throughput*, where they hide the commit's round trip. Blocking Streams gets a tenth of the intents: it makes
            a call at a time for each partition. Contenders take turns.
            """;

    private static final double SHARE = 0.4;
    private static final int INTENTS = 20_000;
    private static final String PLOT = "crash.svg";
    private static final int SHORT = 3_000;
    private static final int OF_BLOCKING = 2_000;
    private static final int SHORT_OF_BLOCKING = 300;
    private static final Duration BOX = Duration.ofMinutes(3);
    private static final Work WORK =
            new Work("100 ms, 256 slots", Duration.ofMillis(100), 256, 30, INTENTS, BOX, Double.NaN);

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int repetitions = options.repetitions(3, 1);
        Work work = WORK.of(options.quick() ? SHORT : INTENTS, BOX);
        Work blocking = WORK.of(options.quick() ? SHORT_OF_BLOCKING : OF_BLOCKING, BOX);
        List<Arm> arms = arms(options, work, blocking);
        List<Fall.Count> counts = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (Arm arm : arms) {
                fall(ground, "bench-crash-" + arms.indexOf(arm) + "-" + repetition, options, arm, counts, failures);
            }
        }
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put("work", work.intents() + " intents, blocking Streams " + blocking.intents());
        conditions.put("Courier", settings(work, options).toString());
        conditions.put("heap", "-Xmx" + Throughput.heap(options) + " each, " + repetitions + " repetitions");
        CrashFigures.plot(counts, results.resolve(PLOT));
        return new Result(
                name(),
                "After a kill -9",
                STORY,
                conditions,
                CrashFigures.tables(counts),
                CrashFigures.bounds(counts),
                List.of(new Picture(PLOT, "Intents that each contender posted twice after a kill -9")),
                failures);
    }

    /** What breaks one of them leaves the others to be measured all the same. */
    private static void fall(
            Ground ground, String name, Options options, Arm arm, List<Fall.Count> counts, List<String> failures) {
        ground.progress().say(arm.text());
        try {
            Fall.Count count = Fall.of(ground, name, Throughput.heap(options), arm, SHARE);
            ground.progress().say(count.toString());
            counts.add(count);
        } catch (IllegalStateException e) {
            failures.add(arm.text() + " came to no end: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** Who is killed at which work. */
    record Arm(String text, Contender contender, Work work) {}

    private static List<Arm> arms(Options options, Work work, Work blocking) {
        List<Arm> arms = new ArrayList<>();
        for (Entrants.Entrant entrant : Entrants.of(options)) {
            Work its = entrant.isSlow() ? blocking : work;
            arms.add(new Arm(entrant.text(), entrant.contender(work, options.settings()), its));
            if (entrant.peer() == null) {
                Map<String, String> notAhead = new LinkedHashMap<>(options.settings());
                notAhead.put("limits.ahead", "0");
                arms.add(new Arm(CrashFigures.COURIER_NOT_AHEAD, entrant.contender(work, notAhead), its));
            }
        }
        return arms;
    }

    private static Map<String, String> settings(Work work, Options options) {
        Map<String, String> settings = new LinkedHashMap<>(work.settings());
        settings.putAll(options.settings());
        return settings;
    }
}

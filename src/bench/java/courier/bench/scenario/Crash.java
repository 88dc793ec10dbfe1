package courier.bench.scenario;

import courier.bench.ground.Contender;
import courier.bench.ground.Ground;
import courier.bench.peer.Peer;
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
            same state, until nothing more has come for 30 seconds. Twice, never and reached are counted in the stand-in's
            journal: applications that were created, whatever was answered. An intent in doubt is one that Courier had
            marked for a call and does not know the end of: it is dead-lettered with `OUTCOME_UNKNOWN` for a person to
            decide, instead of being posted again. *No markers ahead* is Courier with `limits.ahead=0`, its default; the other
            run has as many as in *throughput*, where they hide the commit's round trip. Blocking Streams gets 2,000 intents: it makes a call at a time for each
            thread. Times are seconds since the restart. Contenders take turns.
            """;

    private static final double SHARE = 0.4;
    private static final int INTENTS = 20_000;
    private static final int SHORT = 3_000;
    private static final int OF_BLOCKING = 2_000;
    private static final int SHORT_OF_BLOCKING = 200;
    private static final Duration BOX = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int repetitions = options.repetitions(3, 1);
        Work work = work(options.quick() ? SHORT : INTENTS);
        Work blocking = work(options.quick() ? SHORT_OF_BLOCKING : OF_BLOCKING);
        List<Fall.Count> counts = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        List<Arm> arms = arms(options, work, blocking);
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (Arm arm : arms) {
                String name = "bench-crash-" + arms.indexOf(arm) + "-" + repetition;
                try {
                    counts.add(fall(ground, name, options, arm));
                } catch (IllegalStateException e) {
                    // the others are measured all the same
                    remarks.add(arm.text() + ", repetition " + repetition + ", came to no end: "
                            + e.getMessage().lines().findFirst().orElse(""));
                }
            }
        }
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put("work", work.intents() + " intents, blocking Streams " + blocking.intents());
        conditions.put("Courier", settings(work, options).toString());
        conditions.put("heap", "-Xmx" + Throughput.heap(options) + " each, " + repetitions + " repetitions");
        return new Result(
                name(),
                "After a kill -9",
                STORY,
                conditions,
                CrashFigures.tables(counts),
                CrashFigures.bounds(counts),
                List.of(),
                remarks);
    }

    private static Fall.Count fall(Ground ground, String name, Options options, Arm arm) {
        ground.progress().say(arm.text());
        Fall.Count count =
                Fall.of(ground, name, Throughput.heap(options), arm.text(), arm.contender(), arm.work(), SHARE);
        ground.progress().say(count.toString());
        return count;
    }

    private record Arm(String text, Contender contender, Work work) {}

    private static List<Arm> arms(Options options, Work work, Work blocking) {
        List<Arm> arms = new ArrayList<>();
        Map<String, String> ahead = settings(work, options);
        arms.add(new Arm(CrashFigures.COURIER, Contender.courier(ahead), work));
        Map<String, String> notAhead = new LinkedHashMap<>(ahead);
        notAhead.put("limits.ahead", "0");
        arms.add(new Arm(CrashFigures.COURIER_NOT_AHEAD, Contender.courier(notAhead), work));
        for (Peer peer : Peer.values()) {
            Work its = peer == Peer.STREAMS ? blocking : work;
            arms.add(new Arm(peer.text(), Contender.peer(peer, work.slots()), its));
        }
        return arms;
    }

    private static Work work(int intents) {
        return new Work("100 ms, 256 slots", Duration.ofMillis(100), 256, 30, intents, BOX, 0);
    }

    private static Map<String, String> settings(Work work, Options options) {
        Map<String, String> settings = new LinkedHashMap<>(work.settings());
        settings.putAll(options.settings());
        return settings;
    }
}

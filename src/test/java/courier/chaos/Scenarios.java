package courier.chaos;

import courier.chaos.Fault.Disk;
import courier.chaos.Fault.Mood;
import courier.chaos.Setting.Protocol;
import java.time.Duration;
import java.util.List;

/** One fault at a time, so that its cost can be read from its row. */
final class Scenarios {

    private static final Setting ONE = new Setting(1, 1, Protocol.CLASSIC, 0);
    private static final Setting TWO = new Setting(2, 1, Protocol.CLASSIC, 0);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SESSION = Duration.ofSeconds(12);
    private static final Duration GRACE = Duration.ofSeconds(40);

    private Scenarios() {}

    static List<Plan> all(int intents) {
        return List.of(
                plan("nothing", TWO, intents),
                plan("kill -9", ONE, intents, new Fault.Kill(0, Disk.KEPT, Duration.ZERO)),
                plan("kill -9, disk lost", ONE, intents, new Fault.Kill(0, Disk.LOST, Duration.ZERO)),
                plan("kill -9, streams", ONE.with(Protocol.STREAMS), intents, new Fault.Kill(0, Disk.KEPT, SECOND)),
                plan("kill -9, standby", new Setting(2, 2, Protocol.CLASSIC, 1), intents, kill(0), kill(1)),
                plan("SIGTERM", ONE, intents, new Fault.Stop(0, Duration.ZERO)),
                plan("SIGTERM, streams", ONE.with(Protocol.STREAMS), intents, new Fault.Stop(0, Duration.ZERO)),
                plan("rolling restart", TWO, intents, new Fault.RollingUpgrade(), new Fault.RollingUpgrade()),
                plan("scale", TWO, intents, new Fault.ScaleUp(), new Fault.ScaleDown(0), new Fault.ScaleUp()),
                plan("freeze, short", TWO, intents, new Fault.Freeze(0, SECOND.multipliedBy(3))),
                plan("freeze > session", TWO, intents, new Fault.Freeze(0, SESSION)),
                plan("freeze > grace", TWO, intents, new Fault.Freeze(0, GRACE)),
                plan("broker kill -9", TWO, intents, broker(0), broker(1), broker(2)),
                plan("leaders move", TWO, intents, new Fault.MoveLeaders(), new Fault.MoveLeaders()),
                plan("registry away", TWO, intents, new Fault.RegistryAway(SESSION)),
                plan("blob store away", TWO, intents, new Fault.BlobStoreAway(SESSION)),
                plan("Kombo cuts", TWO, intents, mood(Mood.CUTS)),
                plan("Kombo slow", TWO, intents, mood(Mood.SLOW)),
                plan("Kombo busy", TWO, intents, mood(Mood.BUSY)),
                plan("Kombo too late", TWO, intents, mood(Mood.TOO_LATE)),
                plan("disk full", TWO, intents, new Fault.FullDisk(0, SECOND.multipliedBy(5))),
                plan("offsets reset", TWO, intents, new Fault.ResetOffsets()),
                plan("offsets reset, streams", TWO.with(Protocol.STREAMS), intents, new Fault.ResetOffsets()));
    }

    private static Fault kill(int worker) {
        return new Fault.Kill(worker, Disk.KEPT, SECOND);
    }

    private static Fault broker(int broker) {
        return new Fault.KillBroker(broker, SECOND.multipliedBy(5));
    }

    private static Fault mood(Mood mood) {
        return new Fault.KomboMood(mood, SECOND.multipliedBy(5));
    }

    private static Plan plan(String name, Setting setting, int intents, Fault... faults) {
        return new Plan(name, setting, intents, List.of(faults));
    }
}

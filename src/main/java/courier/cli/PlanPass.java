package courier.cli;

import courier.ops.Time;
import courier.replay.Account;
import courier.replay.Bounds;
import courier.replay.Found;
import courier.replay.LetterDesk;
import courier.replay.Plan;
import courier.replay.Planner;
import courier.replay.Reading;

/** Plans a replay from one end to the other, and carries nothing out. */
final class PlanPass {

    private PlanPass() {}

    static Account over(LetterDesk desk, Planner planner, Bounds bounds, long limit, ReplayText.Told told, Time time) {
        Account account = Account.NONE;
        try (Reading reading = desk.read(bounds);
                Gauge gauge = new Gauge("reading", bounds.size(), true, time)) {
            while (!reading.isDone()) {
                for (Found found : reading.next()) {
                    if (account.replayed() >= limit) {
                        return account;
                    }
                    Plan plan = planner.plan(found);
                    account = account.and(plan);
                    told.told(found, plan);
                }
                gauge.at(reading.behind());
            }
        }
        return account;
    }
}

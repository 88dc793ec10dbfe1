package courier.sandbox.kombo.behaviour;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the stand-in treats the calls for an integration, or for a job.
 *
 * @param latency null to leave it to the wider behaviour, and in the end to none
 * @param rules asked in order; the first that acts decides, and those after it do not count the call
 * @param refuseSecond whether a second application of one e-mail address to one job is refused with
 *     {@link ErrorCode#ALREADY_EXISTS}; if not, it is created like any other, so that the journal can show it
 */
public record Behaviour(@Nullable Latency latency, List<Rule> rules, boolean refuseSecond) {
    /** Creates every application at once. */
    public static final Behaviour WELL = new Behaviour(null, List.of(), false);

    public Behaviour {
        rules = List.copyOf(rules);
    }

    /** Does the same with every call. */
    public static Behaviour always(Act act) {
        return WELL.then(new Trigger.Always(), act);
    }

    /** Does something with the first calls, and behaves well after them. */
    public static Behaviour first(long calls, Act act) {
        return WELL.then(new Trigger.First(calls), act);
    }

    /** With one more rule, asked after those it has. */
    public Behaviour then(Trigger trigger, Act act) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(trigger, act));
        return new Behaviour(latency, more, refuseSecond);
    }

    /** With another latency. */
    public Behaviour taking(Latency other) {
        return new Behaviour(other, rules, refuseSecond);
    }

    /** Refusing second applications. */
    public Behaviour refusingSecond() {
        return new Behaviour(latency, rules, true);
    }

    /** One thing it does, and when. */
    public record Rule(Trigger trigger, Act act) {}
}

package courier.sandbox.kombo.behaviour;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A behaviour in use, with the counters and generators that its rules need. Safe for use by many threads. */
final class Installed {
    private final Behaviour behaviour;
    private final List<Armed> rules;
    private final @Nullable Random delays;

    Installed(Behaviour behaviour) {
        this.behaviour = behaviour;
        this.rules = behaviour.rules().stream().map(Armed::new).toList();
        this.delays = switch (behaviour.latency()) {
            case null -> null;
            case Latency.Fixed _ -> null;
            case Latency.Uniform uniform -> new Random(uniform.seed());
            case Latency.LogNormal logNormal -> new Random(logNormal.seed());
        };
    }

    boolean refusesSecond() {
        return behaviour.refuseSecond();
    }

    @Nullable
    Duration latency() {
        return switch (behaviour.latency()) {
            case null -> null;
            case Latency.Fixed fixed -> fixed.delay();
            case Latency.Uniform uniform -> {
                long spread = uniform.most().minus(uniform.least()).toNanos();
                yield uniform.least().plusNanos((long) (spread * random().nextDouble()));
            }
            case Latency.LogNormal logNormal -> {
                double factor = Math.exp(logNormal.sigma() * random().nextGaussian());
                yield Duration.ofNanos((long) (logNormal.median().toNanos() * factor));
            }
        };
    }

    @Nullable
    Act act() {
        for (Armed rule : rules) {
            if (rule.fires()) {
                return rule.act();
            }
        }
        return null;
    }

    private Random random() {
        if (delays == null) {
            throw new IllegalStateException("a latency without a generator");
        }
        return delays;
    }

    /** A rule that counts the calls which reach it. */
    private static final class Armed {
        private final Behaviour.Rule rule;
        private final AtomicLong calls = new AtomicLong();
        private final Random draws;

        Armed(Behaviour.Rule rule) {
            this.rule = rule;
            this.draws = new Random(rule.trigger() instanceof Trigger.Chance chance ? chance.seed() : 0);
        }

        Act act() {
            return rule.act();
        }

        boolean fires() {
            long call = calls.incrementAndGet();
            return switch (rule.trigger()) {
                case Trigger.Always _ -> true;
                case Trigger.First first -> call <= first.calls();
                case Trigger.Every every -> call % every.nth() == 0;
                case Trigger.Chance chance -> draws.nextDouble() < chance.share();
            };
        }
    }
}

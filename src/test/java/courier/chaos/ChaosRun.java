package courier.chaos;

import courier.sandbox.account.Account;
import courier.sandbox.account.DoubtsAreFew;
import courier.sandbox.account.DoubtsHaveReasons;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.account.Guarantee;
import courier.sandbox.account.Guarantees;
import courier.sandbox.account.History;
import courier.sandbox.kombo.Post;
import courier.sandbox.part.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays one plan from the first intent to the last end, and draws up what came of it. Used by one thread. */
final class ChaosRun {

    private static final Duration STEP = Duration.ofSeconds(45);
    private static final Duration ALL_END = Duration.ofMinutes(4);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration DELIVERY = Duration.ofSeconds(10);

    private final Site site;
    private final Plan plan;
    private final long begun = Faults.now();
    private final List<String> notes = new ArrayList<>();

    ChaosRun(Site site, Plan plan) {
        this.site = site;
        this.plan = plan;
    }

    Result play() {
        say(plan.toString());
        try (Application application = new Application(site, plan.setting());
                Fleet fleet = new Fleet(site, application, this::note)) {
            Faults faults = new Faults(site, application, fleet, this::note);
            application.kombo().behave(Faults.USUAL);
            IntStream.range(0, plan.setting().workers()).forEach(_ -> fleet.add());
            List<Integer> portions = plan.portions();
            int published = 0;
            for (int i = 0; i < portions.size(); i++) {
                application.publish(portions.get(i));
                int halfOfIt = published + portions.get(i) / 2;
                published += portions.get(i);
                boolean _ = await(faults, fleet, STEP, () -> application.kombo().count() >= halfOfIt);
                if (i < plan.faults().size()) {
                    faults.begin(plan.faults().get(i));
                }
            }
            boolean _ = await(faults, fleet, ALL_END, () -> !faults.lasting());
            boolean all = await(faults, fleet, ALL_END, () -> application.ends() >= plan.intents());
            if (!all) {
                note("not all intents have ended in time");
            }
            stop(fleet, faults);
            return result(application.history(), faults, fleet);
        }
    }

    /** In order, one after the other: nothing of this may leave a doubt. */
    private void stop(Fleet fleet, Faults faults) {
        for (int i = 0; i < fleet.size(); i++) {
            if (fleet.isThere(i)) {
                int code = fleet.stop(i);
                if (code != 0) {
                    note("worker-" + i + " ended with " + code);
                    faults.disrupted();
                }
            }
        }
    }

    private boolean await(Faults faults, Fleet fleet, Duration limit, java.util.function.BooleanSupplier condition) {
        return Patience.until(limit, PAUSE, () -> {
            faults.endDue();
            if (fleet.supervise()) {
                faults.disrupted();
            }
            return condition.getAsBoolean();
        });
    }

    private Result result(History history, Faults faults, Fleet fleet) {
        int crashes = faults.disruptions().size();
        List<Guarantee.Finding> findings = Stream.concat(
                        Guarantees.PARKED.stream(),
                        Stream.of(
                                new DoubtsHaveReasons(faults.disruptions(), DELIVERY),
                                new DoubtsAreFew(Application.SLOTS, crashes)))
                .map(guarantee -> guarantee.check(history))
                .toList();
        Account account = Account.of(history);
        List<Account.Row> doubts = account.rows().stream()
                .filter(row -> row.ended() instanceof DeadLetter letter && letter.inDoubt())
                .toList();
        long reached =
                doubts.stream().filter(row -> !history.postsOf(row).isEmpty()).count();
        List<Post> posts = history.posts();
        Result result = new Result(
                plan,
                account.rows().size(),
                posts.size(),
                account.postedTwice(),
                account.open(),
                history.surplus().size(),
                reached,
                doubts.size() - reached,
                plan.setting().workers() == 1 ? recovery(posts, fleet.restarts()) : null,
                Duration.ofMillis(longestSilence(posts)),
                Duration.ofMillis(Faults.now() - begun),
                findings,
                List.copyOf(notes));
        say(result.line());
        result.broken().forEach(finding -> say("BROKEN " + finding));
        return result;
    }

    /** From the one call to the next: what a caller of Courier would have seen at the worst. */
    private static long longestSilence(List<Post> posts) {
        return IntStream.range(1, posts.size())
                .mapToLong(i -> posts.get(i).arrivedAt() - posts.get(i - 1).arrivedAt())
                .max()
                .orElse(0);
    }

    /** The longest time from the start of a killed worker to its first call; null if none was killed. */
    private static @Nullable Duration recovery(List<Post> posts, List<Long> restarts) {
        return restarts.stream()
                .flatMap(start -> posts.stream()
                        .map(post -> post.arrivedAt() - start)
                        .filter(after -> after >= 0)
                        .min(Comparator.naturalOrder())
                        .stream())
                .max(Comparator.naturalOrder())
                .map(Duration::ofMillis)
                .orElse(null);
    }

    private void note(String what) {
        notes.add(what);
        say("  " + what);
    }

    private void say(String what) {
        System.out.printf("%7.1f s %s%n", (Faults.now() - begun) / 1000.0, what);
    }
}

package courier.bench.scenario;

import courier.bench.ground.Ground;
import courier.bench.ground.Site;
import courier.sandbox.kombo.Post;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** One contender is killed in the middle of a backlog, and started again at once. Used by one thread. */
final class Fall {
    /** Calls and events have come to their end when none has come for so long: longer than a dead member's session. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    /** No JVM makes a call so soon: what arrives until then was still sent by the one that was killed. */
    private static final long STRAGGLING_MILLIS = 200;

    private final Site site;
    private final Work work;
    private long posts;
    private int events;
    /** From when on calls are those of the restarted one. */
    private long from = Long.MAX_VALUE;

    private boolean resumed;
    private long newsAt;

    private Fall(Site site, Work work) {
        this.site = site;
        this.work = work;
    }

    /**
     * What came of it, in intents; times are seconds since the restart.
     *
     * @param before posts that had arrived when it was killed
     * @param twice with more than one application
     * @param never without any application
     * @param endless without a final event
     * @param endedAgain final events beyond the first of an intent
     * @param doubtReached dead-lettered though there is an application
     * @param doubtUnsent dead-lettered, and there is none
     * @param firstCall until the first call; {@code NaN} if there was none
     * @param lastCall until the last call was answered; {@code NaN} likewise
     */
    record Count(
            String contender,
            int intents,
            long before,
            int twice,
            int never,
            int endless,
            int endedAgain,
            int doubtReached,
            int doubtUnsent,
            double firstCall,
            double lastCall) {}

    /**
     * Lets it happen.
     *
     * @param share of the backlog that is posted when it is killed
     */
    static Count of(Ground ground, String name, String heap, Crash.Arm arm, double share) {
        try (Site site = ground.site(name, heap, arm.contender())) {
            return new Fall(site, arm.work())
                    .happen(arm.text(), Math.round(share * arm.work().intents()));
        }
    }

    private Count happen(String contender, long killedAfter) {
        site.kombo().limit(100_000);
        site.kombo().behave("{\"latency\": {\"fixed\": \"" + work.latency().toMillis() + "ms\"}}");
        site.producers().publishInTurn(work.names(), work.intents());
        if (!site.await(work.box(), () -> posted() >= killedAfter)) {
            throw new IllegalStateException(contender + " has made " + posts + " calls within " + work.box());
        }
        long before = posts;
        site.crash();
        from = System.currentTimeMillis() + STRAGGLING_MILLIS;
        boolean _ = site.await(work.box(), () -> isQuiet() && resumed);
        return count(contender, before);
    }

    private long posted() {
        List<Post> news = site.kombo().journal(posts + 1);
        posts += news.size();
        resumed |= news.stream().anyMatch(post -> post.arrivedAt() > from);
        return posts;
    }

    private boolean isQuiet() {
        long postsUntilNow = posts;
        int ended = site.arrivals().ended() + site.arrivals().endedAgain();
        long now = System.currentTimeMillis();
        if (posted() > postsUntilNow || ended > events) {
            events = ended;
            newsAt = now;
        }
        return now - newsAt >= QUIET.toMillis();
    }

    private Count count(String contender, long before) {
        List<Post> journal = site.kombo().journal(1);
        Map<String, Long> applications =
                journal.stream().filter(Post::created).collect(Collectors.groupingBy(Post::job, Collectors.counting()));
        int reached = (int) applications.keySet().stream()
                .filter(job -> site.arrivals().hasEnded(job) && site.arrivals().deliveredAt(job) == null)
                .count();
        List<Post> after =
                journal.stream().filter(post -> post.arrivedAt() > from).toList();
        return new Count(
                contender,
                work.intents(),
                before,
                (int) applications.values().stream().filter(count -> count > 1).count(),
                work.intents() - applications.size(),
                work.intents() - site.arrivals().ended(),
                site.arrivals().endedAgain(),
                reached,
                site.arrivals().deadLetters() - reached,
                seconds(after.stream().mapToLong(Post::arrivedAt).min()),
                seconds(after.stream().mapToLong(Fall::end).max()));
    }

    private static long end(Post post) {
        return post.endedAt() == null ? post.arrivedAt() : post.endedAt();
    }

    /** Since the restart. */
    private double seconds(OptionalLong at) {
        return at.isPresent() ? (at.getAsLong() - from + STRAGGLING_MILLIS) / 1e3 : Double.NaN;
    }
}

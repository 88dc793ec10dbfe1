package courier.cli;

import courier.avro.ApplicationDeadLetter;
import courier.replay.Account;
import courier.replay.Bounds;
import courier.replay.Found;
import courier.replay.Found.Letter;
import courier.replay.LetterDesk;
import courier.replay.Pace;
import courier.replay.Plan;
import courier.replay.Position;
import courier.replay.Reading;
import courier.replay.Session;
import courier.replay.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A desk without a cluster: a topic of one partition, and sessions that remember what they were asked to publish. */
final class FakeLetterDesk implements LetterDesk {

    final List<Found> topic = new ArrayList<>();
    final List<Plan> published = new ArrayList<>();
    final List<String> begun = new ArrayList<>();

    Session.Ending ending = Session.Ending.DONE;

    @Nullable
    SessionState known;

    boolean decodable;

    /** Puts a dead letter at the end of the topic. */
    void add(ApplicationDeadLetter.Builder letter) {
        topic.add(new Letter(new Position(0, topic.size()), letter.build()));
    }

    @Override
    public Bounds all() {
        SortedMap<Integer, Bounds.Span> spans = new TreeMap<>();
        spans.put(0, new Bounds.Span(0, topic.size()));
        return new Bounds(spans);
    }

    @Override
    public Reading read(Bounds bounds) {
        return new Reading() {
            private boolean done;

            @Override
            public Iterable<Found> next() {
                done = true;
                return topic;
            }

            @Override
            public boolean isDone() {
                return done;
            }

            @Override
            public long behind() {
                return done ? topic.size() : 0;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Optional<Found> at(Position position) {
        return topic.stream().filter(found -> found.position().equals(position)).findFirst();
    }

    @Override
    public Optional<Letter> whole(Letter letter) {
        return Optional.of(letter);
    }

    @Override
    public boolean decodes(Letter letter) {
        return decodable;
    }

    @Override
    public Optional<SessionState> session(String name) {
        return Optional.ofNullable(known);
    }

    @Override
    public Session begin(String name, SessionState fresh) {
        begun.add(name);
        return new FakeSession(fresh);
    }

    @Override
    public void close() {}

    private final class FakeSession implements Session {
        private SessionState state;

        FakeSession(SessionState state) {
            this.state = state;
        }

        @Override
        public Ending run(Function<Found, Plan> planner, Pace pace, long limit, Consumer<SessionState> told) {
            Account account = Account.NONE;
            for (Found found : topic) {
                if (account.replayed() >= limit) {
                    break;
                }
                Plan plan = planner.apply(found);
                account = account.and(plan);
                state = state.passed(found.position(), plan);
                if (plan instanceof Plan.Replay || plan instanceof Plan.Raw) {
                    published.add(plan);
                }
            }
            return ending;
        }

        @Override
        public SessionState state() {
            return state;
        }

        @Override
        public void close() {}
    }
}

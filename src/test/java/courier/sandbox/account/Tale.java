package courier.sandbox.account;

import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.account.Ended.Success;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.Post.Fate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run made up by hand: intents, calls and events with their times in milliseconds. */
final class Tale {
    private static final String INTEGRATION = "workday:one";
    private static final int OK = 200;
    private static final int BUSY = 503;

    private final List<Asked> asked = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private final List<Warned> warned = new ArrayList<>();
    private final List<Post> posts = new ArrayList<>();

    History history() {
        return new History(new Events(asked, ended, warned), posts);
    }

    Intent ask(String name) {
        return ask(name, 0);
    }

    Intent ask(String name, int generation) {
        Intent intent = new Intent(at("intents"), new Identity(INTEGRATION, name, generation), "job", name, "body");
        asked.add(intent);
        return intent;
    }

    /** An intent that nobody published. */
    Intent stranger(String name) {
        return new Intent(at("intents"), new Identity(INTEGRATION, name, 0), "job", name, "body");
    }

    /** A call that created an application. */
    void answered(String name, long from, long to, String applicationId) {
        post(name, from, to, OK, Fate.ANSWERED, applicationId);
    }

    /** A call that was refused, with nothing created. */
    void refused(String name, long from, long to) {
        post(name, from, to, BUSY, Fate.REFUSED, null);
    }

    void post(
            String name,
            long from,
            @Nullable Long to,
            @Nullable Integer status,
            Fate fate,
            @Nullable String applicationId) {
        posts.add(new Post(
                posts.size() + 1L,
                from,
                to,
                INTEGRATION,
                "job",
                name,
                "HTTP/2.0",
                1,
                100,
                status,
                null,
                fate,
                applicationId,
                List.of(),
                List.of()));
    }

    void succeed(Intent intent, @Nullable String applicationId, long millis) {
        ended.add(new Success(at("successes"), intent.at(), intent.identity(), 1, applicationId, millis));
    }

    void reject(Intent intent, String stage, long millis) {
        ended.add(new DeadLetter(
                at("dead"), intent.at(), intent.identity(), 1, stage, "ATS.JOB_CLOSED", false, true, null, millis));
    }

    /** Put before a person, as its record came when nobody knew any more whether it had ended. */
    void ask(Intent forgotten, long millis) {
        ended.add(new DeadLetter(
                at("dead"),
                forgotten.at(),
                forgotten.identity(),
                0,
                "ledger",
                "BEYOND_MEMORY",
                true,
                false,
                null,
                millis));
    }

    /** Given up without a word of its call. */
    void doubt(Intent intent, long millis) {
        doubt(intent, false, millis);
    }

    void doubt(Intent intent, boolean reported, long millis) {
        doubt(intent, reported, null, millis);
    }

    /** Given up without a word of a call that was decided on at the given time. */
    void doubtOfDispatch(Intent intent, long dispatchedAt, long millis) {
        doubt(intent, false, dispatchedAt, millis);
    }

    private void doubt(Intent intent, boolean reported, @Nullable Long dispatchedAt, long millis) {
        ended.add(new DeadLetter(
                at("dead"),
                intent.at(),
                intent.identity(),
                1,
                "submission",
                "OUTCOME_UNKNOWN",
                true,
                reported,
                dispatchedAt,
                millis));
    }

    void warn(Intent intent, String code) {
        warned.add(new Warned(at("warnings"), intent.identity(), code));
    }

    private Position at(String topic) {
        return new Position(topic, 0, asked.size() + ended.size() + warned.size());
    }
}

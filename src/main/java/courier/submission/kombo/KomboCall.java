package courier.submission.kombo;

import courier.ops.Time;
import courier.submission.verdict.Body;
import courier.submission.verdict.Hints;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import java.io.IOException;
import java.time.Instant;
import okhttp3.Call;
import okhttp3.Response;

/** A call that is ready to be made, once. For one thread. */
public final class KomboCall {

    private final CallWatch watch;
    private final Time time;
    private Call call;

    KomboCall(Call call, CallWatch watch, Time time) {
        this.call = call;
        this.watch = watch;
        this.time = time;
    }

    /** What would be sent, for a call that is not made. */
    public KomboRequest request() {
        return new KomboRequest(call.request());
    }

    /** How much of the request may have left so far; stays true after {@link #execute()} has thrown. */
    public Progress progress() {
        return watch.progress();
    }

    /**
     * Makes the call and blocks until it has ended, at the latest after the connect timeout and the request timeout. A
     * failure of the network is a reply; an exception is a bug.
     */
    public Reply execute() {
        try (Response response = sent()) {
            return read(response);
        } catch (BodyAborted aborted) {
            return new Reply.Withheld(aborted.code(), aborted.where());
        } catch (IOException e) {
            return Failures.of(e, watch);
        } finally {
            watch.disarm();
        }
    }

    /** Goes on to the next connection for as long as the pool has stale ones, of which each is met once. */
    private Response sent() throws IOException {
        while (true) {
            try {
                return call.execute();
            } catch (StaleConnection e) {
                if (!watch.reused() || watch.expired()) {
                    throw e;
                }
                call = call.clone();
            }
        }
    }

    private Reply read(Response response) {
        Hints hints = PaceHeaders.read(response.headers(), Instant.ofEpochMilli(time.wallMillis()));
        Body body = AnswerBody.read(response.body(), call::cancel);
        if (body instanceof Body.Truncated && watch.expired()) {
            return new Reply.Failure(Reply.Kind.DEADLINE, watch.progress());
        }
        return new Reply.Answer(response.code(), watch.progress(), hints, body);
    }
}

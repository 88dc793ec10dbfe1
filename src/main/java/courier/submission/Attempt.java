package courier.submission;

import courier.ops.FailureLog;
import courier.ops.LogKey;
import courier.ops.Place;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Notice;
import courier.outcome.Verdict;
import courier.submission.Journey.Gate;
import courier.submission.Journey.Result;
import courier.submission.Journey.Result.Finished;
import courier.submission.Journey.Result.NotStarted;
import courier.submission.Journey.Start;
import courier.submission.Journey.Work;
import courier.submission.attachment.Preparation.Failed;
import courier.submission.attachment.Preparation.Ready;
import courier.submission.attachment.PreparedApplication;
import courier.submission.kombo.KomboCall;
import courier.submission.kombo.KomboRequest;
import courier.submission.verdict.Code;
import courier.submission.verdict.History;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on its way. Remembers how far it came, so that the backstop can say what is certain when something breaks
 * that should not. For one thread.
 */
final class Attempt {

    private static final FailureLog FAILURES = FailureLog.of(Attempt.class);

    /** Preparing longer than this is why the gate was closed, and counts; else the way to here was slow. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Submission submission;
    private final Work work;
    private final Gate gate;
    private final long beganNanos;

    private boolean asked;
    private long preparedNanos;
    private @Nullable Start start;
    private @Nullable Long startedAt;
    private @Nullable KomboCall call;
    private List<Notice> notices = List.of();

    Attempt(Submission submission, Work work, Gate gate) {
        this.submission = submission;
        this.work = work;
        this.gate = gate;
        this.beganNanos = submission.time().nanos();
    }

    Result run() {
        try {
            return prepare();
        } catch (Throwable bug) {
            return broken(bug);
        }
    }

    private Result prepare() {
        var application = submission.intentOf(work).application();
        return switch (submission.attachments().prepare(work.identity().integrationId(), application)) {
            case Failed(var code, var where, var rule) -> {
                gate.prepared(code.text());
                yield withheld(new Reply.Withheld(code, where, rule));
            }
            case Ready(var prepared) -> {
                try (prepared) {
                    gate.prepared(null);
                    yield send(prepared);
                }
            }
        };
    }

    private Result send(PreparedApplication prepared) {
        notices = prepared.notices();
        Optional<KomboCall> ready = submission.client().call(work.identity().integrationId(), work.jobId(), prepared);
        if (ready.isEmpty()) {
            return withheld(new Reply.Withheld(Code.REQUEST_NOT_EXPRESSIBLE, ""));
        }
        KomboCall made = ready.get();
        call = made;
        return switch (ask()) {
            case GO -> {
                startedAt = submission.time().wallMillis();
                KomboRequest request = made.request();
                Reply reply = made.execute();
                gate.exchanged(new Journey.Exchange(request.method(), request.address(), status(reply)));
                yield answered(reply);
            }
            case LATE -> late();
            case NO_ROOM -> noRoom();
            case CANCELLED -> cancelled();
        };
    }

    /** Even without a call the gate is asked: an outcome may be reported only by who still owns the dispatch. */
    private Result withheld(Reply.Withheld reply) {
        return switch (ask()) {
            case GO -> finished(reply);
            case LATE -> late();
            case NO_ROOM -> noRoom();
            case CANCELLED -> cancelled();
        };
    }

    private Start ask() {
        asked = true;
        preparedNanos = submission.time().nanos() - beganNanos;
        Start answer = gate.start();
        start = answer;
        return answer;
    }

    private Result late() {
        if (preparedNanos > SLOW.toNanos()) {
            return finished(new Reply.Withheld(Code.ATTACHMENTS_SLOW, ""));
        }
        return new NotStarted("late");
    }

    private static Result noRoom() {
        return new NotStarted("no room");
    }

    private static Result cancelled() {
        return new NotStarted("cancelled");
    }

    /** The pace is told of the answer before the ledger is, so that no call starts meanwhile as if there was none. */
    private Result answered(Reply reply) {
        Verdict verdict = judge(reply);
        gate.answered(Pace.of(reply, verdict));
        return new Finished(startedAt, submission.time().wallMillis(), verdict);
    }

    private static @Nullable Integer status(Reply reply) {
        return switch (reply) {
            case Reply.Answer answer -> answer.status();
            case Reply.Failure _, Reply.Withheld _ -> null;
        };
    }

    private Result finished(Reply reply) {
        return new Finished(startedAt, submission.time().wallMillis(), judge(reply));
    }

    private Verdict judge(Reply reply) {
        History history = work.priorUnproven() ? History.PRIOR_UNPROVEN : History.CLEAN;
        return remarked(submission.verdicts().of(reply, history));
    }

    /** What Courier has to say of the files goes first: of a long list only the beginning may be kept. */
    private Verdict remarked(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Settle(Application application, List<Notice> kombos) ->
                new Verdict.Settle(application, all(kombos));
            case Verdict.AlreadyExists(Cause cause, List<Notice> others) ->
                new Verdict.AlreadyExists(cause, all(others));
            case Verdict.Retry _, Verdict.Throttle _, Verdict.Hold _, Verdict.Reject _, Verdict.Doubt _ -> verdict;
        };
    }

    private List<Notice> all(List<Notice> others) {
        List<Notice> all = new ArrayList<>(notices);
        all.addAll(others);
        return all;
    }

    /** The backstop: whatever broke, the ledger gets a verdict that claims no more than is known. */
    private Result broken(Throwable bug) {
        report(bug);
        if (!asked) {
            try {
                return withheld(new Reply.Withheld(Code.INTERNAL_ERROR, ""));
            } catch (Throwable gateBug) {
                report(gateBug);
            }
        }
        if (start == Start.LATE || start == Start.NO_ROOM || start == Start.CANCELLED) {
            return new NotStarted("internal error");
        }
        Progress progress = call == null ? Progress.NOTHING_SENT : call.progress();
        return finished(new Reply.Failure(Reply.Kind.INTERNAL, progress));
    }

    /** Type and place only: the message of a foreign exception may quote anything. */
    private static void report(Throwable bug) {
        FAILURES.error(
                "An attempt broke in Courier itself",
                Map.of(LogKey.REASON, bug.getClass().getName(), LogKey.PLACE, Place.of(bug)),
                Map.of());
    }
}

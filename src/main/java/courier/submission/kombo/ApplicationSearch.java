package courier.submission.kombo;

import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Lookup;
import courier.submission.verdict.Body;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the applications that Kombo has of a job, page by page, for one of a candidate. For one thread, once.
 *
 * <p>It claims only what is shown: the job, the address and the time are looked at in each application, whatever was
 * asked for ({@code RATIONALE.md}, "Why an application without a date confirms nothing").
 */
public final class ApplicationSearch {

    static final int PAGE_SIZE = 100;

    /** A job that gets more applications than these pages hold in the time of a search is looked at by a person. */
    static final int PAGES_MAX = 50;

    /** Of the search itself: what keeps it from an end. */
    private static final Cause NOT_SEARCHABLE =
            Cause.of("JOB_NOT_SEARCHABLE", "A list of job ids cannot name this job: its id has a comma.");

    private static final Cause TOO_MANY = Cause.of("TOO_MANY_APPLICATIONS", "The job has too many applications.");
    private static final Cause GIVEN_UP = Cause.of("SEARCH_GIVEN_UP", "The search was not allowed to go on.");
    private static final Cause UNREADABLE = Cause.of("ANSWER_UNREADABLE", "A page of applications cannot be read.");

    private final KomboClient client;
    private final Wanted wanted;
    private final Pages pages;
    private @Nullable Application first;
    private @Nullable Instant firstCreatedAt;
    private int matches;

    ApplicationSearch(KomboClient client, Wanted wanted, Pages pages) {
        this.client = client;
        this.wanted = wanted;
        this.pages = pages;
    }

    /** Keeps the pace of a search, and judges what comes back. */
    public interface Pages {
        /** Waits for leave to ask for one page; false if it is not to be asked for any more. */
        boolean next();

        /** Takes in how the request ended; why, where it was no success. */
        @Nullable
        Cause ended(Reply reply);
    }

    Lookup run() {
        if (wanted.plainJobId().indexOf(',') >= 0) {
            return new Lookup.Failed(NOT_SEARCHABLE);
        }
        String cursor = null;
        for (int page = 0; page < PAGES_MAX; page++) {
            if (!pages.next()) {
                return new Lookup.Failed(GIVEN_UP);
            }
            switch (ask(client.endpoint().applicationsOf(wanted, PAGE_SIZE, cursor))) {
                case Asked.Failed(Cause cause) -> {
                    return new Lookup.Failed(cause);
                }
                case Asked.Page(ApplicationsPage content) -> {
                    content.applications().forEach(this::look);
                    cursor = content.next();
                }
            }
            if (cursor == null) {
                return first == null ? new Lookup.Missing() : new Lookup.Found(first, matches);
            }
        }
        return new Lookup.Failed(TOO_MANY);
    }

    /** What came of one request. */
    private sealed interface Asked {
        record Page(ApplicationsPage content) implements Asked {}

        record Failed(Cause cause) implements Asked {}
    }

    private Asked ask(HttpUrl url) {
        try (Response response = client.ask(url, wanted.integrationId())) {
            if (!response.isSuccessful()) {
                return failed(client.reply(response, AnswerBody.read(response.body(), () -> {})));
            }
            ApplicationsPage page = ApplicationsPage.read(response.body(), wanted.emails());
            Cause refused = pages.ended(client.reply(response, new Body.SuccessForm(Application.UNNAMED, List.of())));
            if (refused != null) {
                return new Asked.Failed(refused);
            }
            return page == null ? new Asked.Failed(UNREADABLE) : new Asked.Page(page);
        } catch (InterruptedIOException _) {
            return failed(new Reply.Failure(Reply.Kind.DEADLINE, Progress.FULLY_SENT));
        } catch (IOException e) {
            return failed(new Reply.Failure(Failures.kindOf(e, Progress.FULLY_SENT), Progress.FULLY_SENT));
        }
    }

    private Asked failed(Reply reply) {
        Cause cause = pages.ended(reply);
        return new Asked.Failed(cause == null ? UNREADABLE : cause);
    }

    private void look(ApplicationsPage.Entry entry) {
        Instant createdAt = entry.createdAtTheEarliest();
        if (!entry.isOf(wanted) || createdAt == null || createdAt.isBefore(wanted.since())) {
            return;
        }
        matches++;
        if (firstCreatedAt == null || createdAt.isBefore(firstCreatedAt)) {
            first = entry.application();
            firstCreatedAt = createdAt;
        }
    }
}

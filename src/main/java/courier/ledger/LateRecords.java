package courier.ledger;

import static courier.ledger.LateRecords.Kind.DOUBT;
import static courier.ledger.LateRecords.Kind.EXISTS;
import static courier.ledger.LateRecords.Kind.FAILURE;
import static courier.ledger.LateRecords.Kind.FOUND;
import static courier.ledger.LateRecords.Kind.NOT_FOUND;
import static courier.ledger.LateRecords.Kind.RELEASE;
import static courier.ledger.LateRecords.Kind.SUCCESS;
import static courier.ledger.LateRecords.Move.APPLY;
import static courier.ledger.LateRecords.Move.CONFIRM;
import static courier.ledger.LateRecords.Move.IGNORE;
import static courier.ledger.LateRecords.Move.LEARN_LATE;
import static courier.ledger.LateRecords.Move.LOOK_ON;
import static courier.ledger.LateRecords.Move.REQUEUE;
import static courier.ledger.LateRecords.Move.RESOLVE;
import static courier.ledger.LateRecords.Move.SECOND_SUCCESS;
import static courier.ledger.LateRecords.Move.SUCCEED;
import static courier.ledger.LateRecords.Nonce.CURRENT;
import static courier.ledger.LateRecords.Nonce.OLDER;
import static courier.ledger.LateRecords.Nonce.UNKNOWN;
import static courier.ledger.LateRecords.State.ABSENT;
import static courier.ledger.LateRecords.State.DELIVERED;
import static courier.ledger.LateRecords.State.DISPATCHED;
import static courier.ledger.LateRecords.State.ENDED;
import static courier.ledger.LateRecords.State.QUEUED;
import static courier.ledger.LateRecords.State.VERIFYING;

import courier.outcome.Delivery;
import courier.outcome.Lookup;
import courier.outcome.OutcomeRecord;
import courier.outcome.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the outcomes topic does: one table of entry state × record × nonce, which is the code.
 *
 * <p>Two principles fill it. <b>A success is evidence about the intent, whatever its nonce</b>: nothing is submitted
 * again after one. <b>A failure is evidence about its nonce only</b>: one of an older attempt never undoes a newer
 * state. That Kombo has an application is evidence only where a dispatch of the entry may have created it.
 */
final class LateRecords {

    /** The entry, as far as the table cares. */
    enum State {
        ABSENT,
        QUEUED,
        DISPATCHED,
        /** Kombo is asked for the application of a dispatch of unknown outcome. */
        VERIFYING,
        /** Settled, and known to be delivered: at once or learned late. */
        DELIVERED,
        /** Settled as a dead letter, and not known to be delivered. */
        ENDED
    }

    /** The record. */
    enum Kind {
        SUCCESS,
        /** A success that says that another attempt was the one: nothing was created by its own. */
        EXISTS,
        /** Kombo has the application. */
        FOUND,
        /** Kombo does not have it, or did not say. */
        NOT_FOUND,
        /** Any answer or failure that is neither a success nor a doubt. */
        FAILURE,
        DOUBT,
        RELEASE
    }

    /** Whose record it is. */
    enum Nonce {
        /** Of the present dispatch, or the one in doubt; of a settled entry, of the dispatch that ended it. */
        CURRENT,
        /** Of an older dispatch whose outcome was open. */
        OLDER,
        /**
         * Of none that the entry remembers, or of a look-up that was not the next: its transaction was aborted, or the
         * record came before.
         */
        UNKNOWN
    }

    /** What it does. */
    enum Move {
        /** Carry out the verdict. */
        APPLY,
        /** End the intent well; take back a dispatch that has not started. */
        SUCCEED,
        /** Strike the nonce off: nothing more is to come of it. */
        RESOLVE,
        /** Back into the queue: its call was never made. */
        REQUEUE,
        /** A dead letter was delivered after all: say so, and refuse replays from now on. */
        LEARN_LATE,
        /** Delivered once more: say so. */
        SECOND_SUCCESS,
        /** End the intent well, as Kombo has the application. */
        CONFIRM,
        /** Ask again later; in the end, park. */
        LOOK_ON,
        /** No news. */
        IGNORE
    }

    private record Cell(State state, Kind kind, Nonce nonce) {}

    private static final Map<Cell, Move> TABLE = table();

    private LateRecords() {}

    static Move move(State state, Kind kind, Nonce nonce) {
        Move move = TABLE.get(new Cell(state, kind, nonce));
        if (move == null) {
            throw new IllegalStateException("the table of late records has no cell for " + state + ", " + kind + ", "
                    + nonce + ": fill it in LateRecords");
        }
        return move;
    }

    static Kind kind(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Settle _ -> SUCCESS;
            case Verdict.AlreadyExists _ -> EXISTS;
            case Verdict.Doubt _ -> DOUBT;
            case Verdict.Retry _, Verdict.Throttle _, Verdict.Hold _, Verdict.Reject _ -> FAILURE;
        };
    }

    static Kind kind(Lookup lookup) {
        return switch (lookup) {
            case Lookup.Found _ -> FOUND;
            case Lookup.Missing _, Lookup.Failed _ -> NOT_FOUND;
        };
    }

    static State state(Entry entry) {
        return switch (entry) {
            case Entry.Absent _ -> ABSENT;
            case Entry.Open open ->
                switch (open.phase()) {
                    case Entry.Queued _ -> QUEUED;
                    case Entry.Dispatched _ -> DISPATCHED;
                    case Entry.Verifying _ -> VERIFYING;
                };
            case Entry.Settled settled -> settled.answered() == Delivery.DELIVERED ? DELIVERED : ENDED;
        };
    }

    static Nonce nonce(Entry entry, String nonce) {
        return switch (entry) {
            case Entry.Absent _ -> UNKNOWN;
            case Entry.Open open when nonce.equals(current(open)) -> CURRENT;
            case Entry.Open open -> among(open.unresolved(), nonce);
            case Entry.Settled settled when nonce.equals(settled.settledBy()) -> CURRENT;
            case Entry.Settled settled -> among(settled.unresolved(), nonce);
        };
    }

    /** That it was found counts whichever time it was; that it was not, the next time alone. */
    static Nonce nonce(Entry entry, OutcomeRecord.LookedUp record) {
        boolean next = entry instanceof Entry.Open open
                && open.phase() instanceof Entry.Verifying verifying
                && record.number() == verifying.made() + 1;
        return next || record.lookup() instanceof Lookup.Found ? nonce(entry, record.nonce()) : UNKNOWN;
    }

    private static @Nullable String current(Entry.Open open) {
        return switch (open.phase()) {
            case Entry.Queued _ -> null;
            case Entry.Dispatched(Entry.Mark mark) -> mark.nonce();
            case Entry.Verifying verifying -> verifying.mark().nonce();
        };
    }

    private static Nonce among(List<Entry.OpenNonce> unresolved, String nonce) {
        return unresolved.stream().anyMatch(open -> open.nonce().equals(nonce)) ? OLDER : UNKNOWN;
    }

    private static Map<Cell, Move> table() {
        Map<Cell, Move> table = new HashMap<>();
        //                              current  older    unknown
        row(table, ABSENT, SUCCESS, IGNORE, IGNORE, IGNORE);
        row(table, ABSENT, EXISTS, IGNORE, IGNORE, IGNORE);
        row(table, ABSENT, FOUND, IGNORE, IGNORE, IGNORE);
        row(table, ABSENT, NOT_FOUND, IGNORE, IGNORE, IGNORE);
        row(table, ABSENT, FAILURE, IGNORE, IGNORE, IGNORE);
        row(table, ABSENT, DOUBT, IGNORE, IGNORE, IGNORE);
        row(table, ABSENT, RELEASE, IGNORE, IGNORE, IGNORE);

        row(table, QUEUED, SUCCESS, SUCCEED, SUCCEED, SUCCEED);
        row(table, QUEUED, EXISTS, SUCCEED, SUCCEED, SUCCEED);
        row(table, QUEUED, FOUND, IGNORE, CONFIRM, IGNORE);
        row(table, QUEUED, NOT_FOUND, IGNORE, IGNORE, IGNORE);
        row(table, QUEUED, FAILURE, IGNORE, RESOLVE, IGNORE);
        row(table, QUEUED, DOUBT, IGNORE, IGNORE, IGNORE);
        row(table, QUEUED, RELEASE, IGNORE, RESOLVE, IGNORE);

        row(table, DISPATCHED, SUCCESS, APPLY, SUCCEED, SUCCEED);
        row(table, DISPATCHED, EXISTS, APPLY, SUCCEED, SUCCEED);
        row(table, DISPATCHED, FOUND, CONFIRM, CONFIRM, IGNORE);
        row(table, DISPATCHED, NOT_FOUND, IGNORE, IGNORE, IGNORE);
        row(table, DISPATCHED, FAILURE, APPLY, RESOLVE, IGNORE);
        row(table, DISPATCHED, DOUBT, APPLY, IGNORE, IGNORE);
        row(table, DISPATCHED, RELEASE, REQUEUE, RESOLVE, IGNORE);

        row(table, VERIFYING, SUCCESS, APPLY, SUCCEED, SUCCEED);
        row(table, VERIFYING, EXISTS, APPLY, SUCCEED, SUCCEED);
        row(table, VERIFYING, FOUND, CONFIRM, CONFIRM, IGNORE);
        row(table, VERIFYING, NOT_FOUND, LOOK_ON, IGNORE, IGNORE);
        row(table, VERIFYING, FAILURE, APPLY, RESOLVE, IGNORE);
        row(table, VERIFYING, DOUBT, IGNORE, IGNORE, IGNORE);
        row(table, VERIFYING, RELEASE, REQUEUE, RESOLVE, IGNORE);

        row(table, DELIVERED, SUCCESS, IGNORE, SECOND_SUCCESS, SECOND_SUCCESS);
        row(table, DELIVERED, EXISTS, IGNORE, RESOLVE, IGNORE);
        row(table, DELIVERED, FOUND, IGNORE, IGNORE, IGNORE);
        row(table, DELIVERED, NOT_FOUND, IGNORE, IGNORE, IGNORE);
        row(table, DELIVERED, FAILURE, IGNORE, RESOLVE, IGNORE);
        row(table, DELIVERED, DOUBT, IGNORE, IGNORE, IGNORE);
        row(table, DELIVERED, RELEASE, IGNORE, RESOLVE, IGNORE);

        row(table, ENDED, SUCCESS, LEARN_LATE, LEARN_LATE, LEARN_LATE);
        row(table, ENDED, EXISTS, LEARN_LATE, LEARN_LATE, LEARN_LATE);
        row(table, ENDED, FOUND, LEARN_LATE, LEARN_LATE, IGNORE);
        row(table, ENDED, NOT_FOUND, IGNORE, IGNORE, IGNORE);
        row(table, ENDED, FAILURE, IGNORE, RESOLVE, IGNORE);
        row(table, ENDED, DOUBT, IGNORE, IGNORE, IGNORE);
        row(table, ENDED, RELEASE, IGNORE, RESOLVE, IGNORE);
        return Map.copyOf(table);
    }

    private static void row(Map<Cell, Move> table, State state, Kind kind, Move current, Move older, Move unknown) {
        table.put(new Cell(state, kind, CURRENT), current);
        table.put(new Cell(state, kind, OLDER), older);
        table.put(new Cell(state, kind, UNKNOWN), unknown);
    }
}

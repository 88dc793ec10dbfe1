package courier.event;

import courier.ledger.Codes;
import courier.outcome.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What operators should know of each code that can stand in a dead letter, a warning or a hold: {@code docs/codes.md}
 * is written from it. Kombo's own codes, and those of failed calls, stand here with what to do alone: what they mean is
 * in the table of verdicts.
 */
public final class CodeBook {

    private static final String NO = "no";
    private static final String YES = "yes";
    private static final String AS_ATTEMPTS = "if an attempt's outcome is unknown";

    private static final List<Entry> ENTRIES = entries();

    private CodeBook() {}

    /** What a code stands in. */
    public enum Kind {
        /** A dead letter that Courier itself decided on. */
        DEAD_LETTER,
        /** A dead letter for what Kombo answered, or for what kept a call from being made. */
        REJECTED,
        /** A warning. */
        WARNING,
        /** A hold. */
        HOLD
    }

    /**
     * What is known of a code.
     *
     * @param inDoubt whether the application may exist, in a few words; empty where that is no question, or the table
     *     of verdicts says it
     * @param action what can be done, in the words of dead letters; empty likewise
     * @param meaning in a sentence; empty where the table of verdicts says it
     * @param advice what a person should do
     */
    public record Entry(String code, Kind kind, String inDoubt, String action, String meaning, String advice) {}

    /** All entries, in the order in which a person should read them. */
    public static List<Entry> all() {
        return ENTRIES;
    }

    /** The entry of a code; empty for one that only a dead letter's message explains. */
    public static Optional<Entry> of(String code) {
        return ENTRIES.stream().filter(entry -> entry.code().equals(code)).findFirst();
    }

    private static List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        for (Unreadable.Reason reason : Unreadable.Reason.values()) {
            all.add(new Entry(
                    reason.code(), Kind.DEAD_LETTER, NO, reason.action().text(), reason.meaning(), reason.advice()));
        }
        ownEnds(all);
        refusedReplays(all);
        rejected(all);
        attachments(all);
        warnings(all);
        holds(all);
        return List.copyOf(all);
    }

    private static void ownEnds(List<Entry> all) {
        letter(
                all,
                Codes.INVALID_INTENT,
                NO,
                "needs-correction",
                "The intent breaks rules of the contract; `violations` names each field and rule.",
                "Correct the fields and replay it. If many come, mend the producer: `courier preview` checks an intent.");
        letter(
                all,
                Codes.INTENT_ID_REUSED,
                NO,
                "needs-correction",
                "Another request has come under this identity before.",
                "Give the request an `intent_id` of its own and send it anew. A replay would be refused.");
        letter(
                all,
                Codes.EXPIRED,
                AS_ATTEMPTS,
                "needs-correction",
                "`expires_at` passed before it could be submitted.",
                "If it is still wanted, replay it with a later `expires_at`, or with none.");
        letter(
                all,
                Codes.RETRIES_EXHAUSTED,
                AS_ATTEMPTS,
                "retryable",
                "All attempts that `retry.max-attempts` and `retry.max-age` allow have failed; `message` names the last"
                        + " code, `attempts` all of them.",
                "Replay it once what that code names is over. If it is in doubt, look in the ATS first.");
        letter(
                all,
                Codes.OUTCOME_UNKNOWN,
                YES,
                "needs-decision",
                "A call was made, or may have been, and whether it created the application is not known.",
                "Look in the ATS for the candidate on that job, at the time in `attempts`. Replay it with"
                        + " `resubmit_unknown` only if the application is not there.");
        letter(
                all,
                Codes.HOLD_EXPIRED,
                AS_ATTEMPTS,
                "retryable",
                "The integration was held for as long as `hold.limit` lets intents wait.",
                "Replay it once the integration works. Next time `courier holds extend` keeps the intents for longer.");
        letter(
                all,
                Codes.BEYOND_MEMORY,
                YES,
                "needs-decision",
                "The record is older than `ledger.memory`: whether it was delivered before is not known here.",
                "Look in the ATS. Replay it with `resubmit_unknown` only if the application is not there.");
    }

    private static void refusedReplays(List<Entry> all) {
        letter(
                all,
                Codes.ALREADY_DELIVERED,
                "no: it exists",
                "never",
                "A replay of what has been delivered.",
                "Nothing.");
        letter(
                all,
                Codes.PREVIOUS_OPEN,
                YES,
                "never",
                "A replay while the generation before it has not ended.",
                "Wait for the end of that one: it decides.");
        letter(
                all,
                Codes.PREVIOUS_IN_DOUBT,
                YES,
                "needs-decision",
                "A replay of what may have been delivered, without a person's word.",
                "Look in the ATS. Replay it with `resubmit_unknown` only if the application is not there.");
        letter(
                all,
                Codes.PREVIOUS_UNKNOWN,
                YES,
                "needs-decision",
                "A replay of a generation that the ledger does not know, or no longer.",
                "Check that `generation` is one higher than that of the dead letter. Else as after `BEYOND_MEMORY`.");
    }

    private static void rejected(List<Entry> all) {
        advice(
                all,
                "PLATFORM.INTEGRATION_NOT_FOUND",
                "Compare `integration_id` with Kombo's list: it may be another environment's, or deleted. Correct it and"
                        + " send it anew.");
        advice(
                all,
                "PLATFORM.INPUT_INVALID",
                "`message` names the field. Correct it and replay it; if admission should have found it, report it.");
        advice(
                all,
                "REMOTE.INPUT_INVALID",
                "`message` has the ATS's own words, mostly a field that this job insists on. Correct it and replay it.");
        advice(all, "INTEGRATION.MODEL_NOT_AVAILABLE", "Stop sending intents for it: this ATS takes none.");
        advice(all, "INTEGRATION.ACTION_NOT_AVAILABLE", "Stop sending intents for it: this ATS takes none.");
        advice(all, "ATS.JOB_CLOSED", "Nothing can be delivered. Take the job off where people still find it.");
        advice(
                all,
                "ATS.APPLICATION_ALREADY_EXISTS",
                "Nothing: the candidate has applied, though not through this intent.");
        advice(
                all,
                "HTTP_CLIENT_ERROR",
                "Look at `message` and Kombo's log (`log_url`): the code may be new. Correct what it names and replay it.");
        advice(
                all,
                "REQUEST_NOT_EXPRESSIBLE",
                "Correct `job_id` or `integration_id` and send it anew: there is a character that no request can carry.");
    }

    private static void attachments(List<Entry> all) {
        advice(
                all,
                "ATTACHMENT_MISSING",
                "Put the file there, or correct its reference, and replay it. `attachments.missing` can have such"
                        + " applications submitted without the file.");
        advice(
                all,
                "ATTACHMENT_REFUSED",
                "Correct the reference, or allow its host, bucket or folder in the settings; then replay it.");
        advice(
                all,
                "ATTACHMENT_STORE_UNKNOWN",
                "Configure the store (`attachments.…`) or correct the reference; then replay it.");
        advice(all, "ATTACHMENT_TOO_LARGE", "Replace the file by a smaller one, or raise `attachments.file-max`.");
        advice(all, "ATTACHMENTS_TOO_LARGE", "Leave files out, or raise `attachments.total-max`.");
        advice(
                all,
                "ATTACHMENT_SIZE_MISMATCH",
                "The file was replaced, or is not the one meant. Correct `size_bytes` or the reference; then replay it.");
        advice(
                all,
                "ATTACHMENT_DIGEST_MISMATCH",
                "The file was replaced, or is damaged. Correct `sha256` or the reference; then replay it.");
        advice(all, "ATTACHMENT_NOT_ACCEPTED", "Replace the file by one of a type and size that the ATS takes.");
        advice(all, "ATTACHMENTS_NOT_ACCEPTED", "Leave files out, or replace them by smaller ones.");
    }

    private static void warnings(List<Entry> all) {
        warning(all, Notice.KOMBO_WARNING, "Kombo delivered the application and remarks on it.", "Read `message`.");
        warning(
                all,
                Codes.ALREADY_EXISTED,
                "Kombo says that the application exists; an earlier attempt is taken to have created it.",
                "Nothing; its ids are in the ATS only.");
        warning(
                all,
                Codes.POSSIBLE_DUPLICATE,
                "A second attempt was answered with success: the ATS may hold the application twice.",
                "Look in the ATS, and have one of two withdrawn.");
        warning(
                all,
                Codes.LEARNED_LATE,
                "A dead-lettered intent turned out to have been delivered.",
                "Do not replay its dead letter; a replay is refused.");
        warning(
                all,
                Codes.CONFIRMED_AFTER_DOUBT,
                "The outcome of the call was not known; Kombo was asked, and has the application.",
                "Nothing.");
        warning(
                all,
                Codes.REPLAY_REFUSED,
                "A replay was not let in; `message` begins with the code of its dead letter.",
                "See that code.");
        warning(
                all,
                "ATTACHMENT_LEFT_OUT",
                "A file was missing, and the application was submitted without it (`attachments.missing`).",
                "Send the file by other means, if it matters.");
        warning(
                all,
                "ATTACHMENT_TYPE_UNKNOWN",
                "What kind of file it is could not be told: it was sent without a type.",
                "If the ATS shows it wrongly, have the producer state `content_type`.");
    }

    private static void holds(List<Entry> all) {
        all.add(new Entry(
                Codes.HELD_BY_PERSON,
                Kind.HOLD,
                "",
                "",
                "A person holds the integration.",
                "`courier holds` says who and why; `courier holds release` ends it."));
        all.add(new Entry(
                Codes.DEAD_LETTER_BUDGET,
                Kind.HOLD,
                "",
                "",
                "Kombo has refused so many intents of the integration with one code (`hold.dead-letter-budget`) that the"
                        + " others wait.",
                "Look at those dead letters, and mend what they have in common. The first probe that succeeds ends the"
                        + " hold; `courier holds release` does so at once. Then replay the dead letters."));
    }

    private static void letter(
            List<Entry> all, String code, String inDoubt, String action, String meaning, String advice) {
        all.add(new Entry(code, Kind.DEAD_LETTER, inDoubt, action, meaning, advice));
    }

    private static void advice(List<Entry> all, String code, String advice) {
        all.add(new Entry(code, Kind.REJECTED, "", "", "", advice));
    }

    private static void warning(List<Entry> all, String code, String meaning, String advice) {
        all.add(new Entry(code, Kind.WARNING, "", "", meaning, advice));
    }
}

package courier.replay;

/** Why a dead letter is not replayed. The constants' names are written into a session's progress: they stay. */
public enum Reason {
    IN_DOUBT("in doubt: find out whether it was delivered, then replay with --resubmit-unknown"),
    DELIVERED("the application is known to be delivered: there is nothing to do"),
    NEVER("a replay cannot help (action: never); ask for them with --action never to replay all the same"),
    IDENTITY_TAKEN("the identity is another request's: patch /intent_id to one of its own"),
    MAY_HAVE_BEEN_SENT("the patch changes the identity, and an attempt may have been sent"),
    PATCH_DOES_NOT_FIT("the patch does not fit the intent"),
    INVALID("still breaks the contract's rules: patch it"),
    EXPIRED("its expires_at has passed: patch it"),
    TOO_MANY_REPLAYS("replayed as often as replay.generations-max allows"),
    NOT_DECODED("could not be decoded: once its schema is there, replay with --raw"),
    STILL_NOT_DECODED("still cannot be decoded"),
    NOTHING_TO_SEND("the record had no value"),
    TOO_LARGE("larger than the topics take: once they take more, ask for --code TOO_LARGE with --raw"),
    INCOMPLETE("it stands in parts, and not all of them are there"),
    UNREADABLE("the dead letter itself cannot be read");

    private final String meaning;

    Reason(String meaning) {
        this.meaning = meaning;
    }

    /** For a person. */
    public String meaning() {
        return meaning;
    }
}

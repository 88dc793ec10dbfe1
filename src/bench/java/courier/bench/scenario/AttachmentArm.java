package courier.bench.scenario;

import courier.avro.Attachment;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who brings applications to Kombo, and where their files come from. */
enum AttachmentArm {
    PLAIN("no file"),
    COURIER("no file"),
    PLAIN_FOLDER("files in a folder"),
    COURIER_FOLDER("files in a folder"),
    PLAIN_STORE("files in S3"),
    COURIER_STORE("files in S3"),
    COURIER_INTENT("files in the intents");

    private static final List<AttachmentArm> WITHOUT_FILE = List.of(PLAIN, COURIER);
    private static final List<AttachmentArm> REFERRING =
            List.of(PLAIN_FOLDER, COURIER_FOLDER, PLAIN_STORE, COURIER_STORE);

    private final String place;

    AttachmentArm(String place) {
        this.place = place;
    }

    String place() {
        return place;
    }

    String text() {
        return (isPlain() ? "plain client, " : "Courier, ") + place;
    }

    /** The arms for files of a size, each repetition beginning with another one, so that drift hits all alike. */
    static List<AttachmentArm> inTurn(int bytes, int repetition) {
        List<AttachmentArm> arms = new ArrayList<>(bytes == 0 ? WITHOUT_FILE : REFERRING);
        if (bytes > 0 && bytes <= SampleFiles.INLINE_MOST) {
            arms.add(COURIER_INTENT);
        }
        Collections.rotate(arms, -repetition);
        return arms;
    }

    boolean isPlain() {
        return this == measure();
    }

    /** The plain client that this arm is held against: that with its files in the same place, or on its own disk. */
    AttachmentArm measure() {
        return switch (this) {
            case PLAIN, COURIER -> PLAIN;
            case PLAIN_FOLDER, COURIER_FOLDER, COURIER_INTENT -> PLAIN_FOLDER;
            case PLAIN_STORE, COURIER_STORE -> PLAIN_STORE;
        };
    }

    /** The files as the plain client finds them. */
    List<URI> addresses(SampleFiles files) {
        return this == PLAIN_STORE ? files.signed() : files.paths();
    }

    /** The files as intents have them. */
    List<Attachment> attachments(SampleFiles files) {
        return switch (this) {
            case COURIER_INTENT -> files.inline();
            case COURIER_STORE -> files.inStore();
            case PLAIN, COURIER, PLAIN_FOLDER, COURIER_FOLDER, PLAIN_STORE -> files.inFolder();
        };
    }
}

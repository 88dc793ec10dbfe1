package courier.ledger;

import courier.avro.Application;
import courier.avro.Attachment;
import courier.avro.BlobReference;
import courier.avro.FileAnswer;
import courier.avro.InlineContent;
import courier.avro.ScreeningQuestionAnswer;
import courier.config.Settings;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the attachments of an application weigh at most, before anybody has opened them: the limit of bytes in flight
 * needs it when the call is dispatched.
 */
final class AttachmentBytes {

    private AttachmentBytes() {}

    /** Decoded bytes that pass through the worker; a URL that Kombo fetches itself weighs nothing. */
    static long of(Application application, Settings.Attachments limits) {
        long sum = contents(application)
                .mapToLong(content -> of(content, limits.fileMaxBytes()))
                .sum();
        return Math.min(sum, limits.totalMaxBytes());
    }

    private static Stream<Object> contents(Application application) {
        Stream<Object> files = all(application.getAttachments()).map(Attachment::getContent);
        Stream<Object> answers = all(application.getScreeningQuestionAnswers())
                .map(ScreeningQuestionAnswer::getAnswer)
                .map(answer -> answer instanceof FileAnswer file ? file.getContent() : answer);
        return Stream.concat(files, answers);
    }

    private static <T> Stream<T> all(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    /** A larger file than the limit is refused before its first byte is sent. */
    private static long of(Object content, long fileMaxBytes) {
        return switch (content) {
            case InlineContent inline -> Math.min(inline.getData().remaining(), fileMaxBytes);
            case BlobReference blob -> {
                Long stated = blob.getSizeBytes();
                yield stated == null ? fileMaxBytes : Math.clamp(stated, 0, fileMaxBytes);
            }
            // a URL that Kombo downloads, an answer that is no file, or what admission has refused
            case null, default -> 0;
        };
    }
}

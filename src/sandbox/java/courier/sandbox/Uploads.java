package courier.sandbox;

import courier.sandbox.part.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** The samples' files as objects of the blob store, each with its name as its key. */
final class Uploads {

    /** Where they are. */
    static final String BUCKET = "applications";

    private Uploads() {}

    static void put(BlobStore store, Path folder) {
        try (S3Client client = store.client();
                Stream<Path> files = Files.list(folder)) {
            client.createBucket(create -> create.bucket(BUCKET));
            for (Path file : files.toList()) {
                var _ = client.putObject(
                        put -> put.bucket(BUCKET)
                                .key(file.getFileName().toString())
                                .contentType("application/pdf"),
                        file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The files of " + folder + " cannot be read", e);
        }
    }
}

package courier.bench.scenario;

import courier.avro.Attachment;
import courier.avro.BlobReference;
import courier.avro.InlineContent;
import courier.sandbox.part.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Some files of random bytes, which do not compress, in a folder and in a blob store: as intents refer to them, and as
 * a plain client does.
 *
 * @param inline as attachments, the bytes in the intent; none if they are too many for that
 * @param inFolder as attachments, by reference with size and digest
 * @param inStore likewise
 * @param paths addresses in the folder
 * @param signed addresses in the store, pre-signed
 */
record SampleFiles(
        List<Attachment> inline,
        List<Attachment> inFolder,
        List<Attachment> inStore,
        List<URI> paths,
        List<URI> signed) {
    static final String BUCKET = "applications";

    /** The largest file that an intent may carry itself, by Courier's default. */
    static final int INLINE_MOST = 256_000;

    private static final int FILES = 8;
    private static final Duration VALIDITY = Duration.ofDays(1);

    static final SampleFiles NONE = new SampleFiles(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Makes the bucket, before the first files. */
    static void makeBucket(BlobStore store) {
        try (S3Client client = store.client()) {
            var _ = client.createBucket(create -> create.bucket(BUCKET));
        }
    }

    /** Makes files of a size. */
    static SampleFiles make(Path folder, BlobStore store, int bytes, long seed) {
        SampleFiles files = new SampleFiles(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Random random = new Random(seed);
        try (S3Client client = store.client();
                S3Presigner presigner = presigner(store)) {
            for (int i = 0; i < FILES; i++) {
                byte[] content = new byte[bytes];
                random.nextBytes(content);
                String name = bytes + "-" + i + ".pdf";
                Path path = Files.write(folder.resolve(name), content);
                var _ = client.putObject(put -> put.bucket(BUCKET).key(name).contentType("application/pdf"), path);
                files.add(name, content, path, signed(presigner, name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private void add(String name, byte[] content, Path path, URI address) {
        String digest = digest(content);
        if (content.length <= INLINE_MOST) {
            inline.add(attachment(
                    InlineContent.newBuilder().setData(ByteBuffer.wrap(content)).build()));
        }
        inFolder.add(reference(path.toUri().toString(), content.length, digest));
        inStore.add(reference("s3://" + BUCKET + "/" + name, content.length, digest));
        paths.add(path.toUri());
        signed.add(address);
    }

    private static Attachment reference(String uri, long bytes, String digest) {
        return attachment(BlobReference.newBuilder()
                .setUri(uri)
                .setSizeBytes(bytes)
                .setSha256(digest)
                .build());
    }

    private static Attachment attachment(Object content) {
        return Attachment.newBuilder()
                .setName("cv.pdf")
                .setType("CV")
                .setContentType("application/pdf")
                .setContent(content)
                .build();
    }

    private static URI signed(S3Presigner presigner, String name) {
        try {
            return presigner
                    .presignGetObject(presign -> presign.signatureDuration(VALIDITY)
                            .getObjectRequest(get -> get.bucket(BUCKET).key(name)))
                    .url()
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a signed address is none", e);
        }
    }

    private static S3Presigner presigner(BlobStore store) {
        return S3Presigner.builder()
                .endpointOverride(store.endpoint())
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
                .build();
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

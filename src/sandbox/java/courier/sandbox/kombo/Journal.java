package courier.sandbox.kombo;

import courier.ops.Time;
import courier.sandbox.kombo.Post.Fate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All requests for applications in the order of their arrival. Safe for use by many threads: the list is guarded by
 * this object's lock, what it hands out are copies.
 *
 * <p>With a file, each change of an entry is appended to it as one line of JSON before the client can learn of it; the
 * last line of a sequence number counts. Its folder is made if it is missing. {@link #read(Path)} reads it back.
 */
public final class Journal implements AutoCloseable {
    private final Time time;
    private final @Nullable Writer lines;
    private final List<Post> posts = new ArrayList<>();

    Journal(Time time, @Nullable Path file) {
        this.time = time;
        this.lines = file == null ? null : writer(file);
    }

    private static Writer writer(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written to " + file, e);
        }
    }

    /** All requests so far, those being served included. */
    public synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    /** The requests from a sequence number on, those being served included. */
    synchronized List<Post> from(long sequence) {
        int first = Math.clamp(sequence - 1, 0, posts.size());
        return List.copyOf(posts.subList(first, posts.size()));
    }

    /** The requests of a key: see {@link Post#key()}. */
    public List<Post> postsOf(String key) {
        return posts().stream().filter(post -> key.equals(post.key())).toList();
    }

    /** The requests that created an application. */
    public List<Post> created() {
        return posts().stream().filter(Post::created).toList();
    }

    /**
     * The requests of each integration and key ({@code integration/key}) for which several applications were created.
     */
    public Map<String, List<Post>> createdMoreThanOnce() {
        return createdMoreThanOnce(posts());
    }

    /** As {@link #createdMoreThanOnce()}, for the requests of another journal. */
    public static Map<String, List<Post>> createdMoreThanOnce(List<Post> posts) {
        Map<String, List<Post>> byKey = posts.stream()
                .filter(post -> post.created() && post.key() != null)
                .collect(Collectors.groupingBy(
                        post -> post.integration() + "/" + post.key(), LinkedHashMap::new, Collectors.toList()));
        byKey.values().removeIf(list -> list.size() < 2);
        return byKey;
    }

    /** Reads a journal's file; a last line that was cut off by a crash is left out. */
    public static List<Post> read(Path file) {
        try {
            String text = Files.readString(file);
            return parse(text.substring(0, text.lastIndexOf('\n') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read as a journal", e);
        }
    }

    /**
     * Reads a journal's lines, as a file has them or a running stand-in hands them out.
     *
     * @throws IOException if a line is none of a journal
     */
    public static List<Post> parse(String lines) throws IOException {
        Map<Long, Post> latest = new TreeMap<>();
        for (String line : lines.lines().toList()) {
            Post post = Json.MAPPER.readValue(line, Post.class);
            latest.put(post.sequence(), post);
        }
        return List.copyOf(latest.values());
    }

    /** Opens an entry for a request that has arrived. */
    synchronized Entry arrived(String integration, String job, String protocol, int inFlight) {
        Post post = new Post(
                posts.size() + 1L,
                time.wallMillis(),
                null,
                integration,
                job,
                null,
                protocol,
                inFlight,
                0,
                null,
                null,
                Fate.OPEN,
                null,
                List.of(),
                List.of());
        posts.add(post);
        append(post);
        return new Entry(posts.size() - 1);
    }

    private synchronized void change(int index, UnaryOperator<Post> change) {
        Post changed = change.apply(posts.get(index));
        posts.set(index, changed);
        append(changed);
    }

    private void append(Post post) {
        if (lines == null) {
            return;
        }
        try {
            lines.write(Json.line(post));
            lines.write('\n');
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (lines != null) {
                lines.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be closed", e);
        }
    }

    /** A request while it is being served. */
    final class Entry {
        private final int index;

        private Entry(int index) {
            this.index = index;
        }

        void received(long bodyBytes, @Nullable String key) {
            change(index, post -> copy(post, key, bodyBytes, post.applicationId(), post.attachments()));
        }

        void attached(List<Post.Attachment> attachments) {
            change(index, post -> copy(post, post.key(), post.bodyBytes(), post.applicationId(), attachments));
        }

        void created(String applicationId) {
            change(index, post -> copy(post, post.key(), post.bodyBytes(), applicationId, post.attachments()));
        }

        /** Notes the end; a second one replaces the first. */
        void ended(Fate fate, @Nullable Answer answer, List<String> remarks) {
            change(
                    index,
                    post -> new Post(
                            post.sequence(),
                            post.arrivedAt(),
                            time.wallMillis(),
                            post.integration(),
                            post.job(),
                            post.key(),
                            post.protocol(),
                            post.inFlight(),
                            post.bodyBytes(),
                            answer == null ? null : answer.status(),
                            answer == null ? null : answer.code(),
                            fate,
                            post.applicationId(),
                            post.attachments(),
                            remarks));
        }

        private static Post copy(
                Post post,
                @Nullable String key,
                long bodyBytes,
                @Nullable String applicationId,
                List<Post.Attachment> attachments) {
            return new Post(
                    post.sequence(),
                    post.arrivedAt(),
                    post.endedAt(),
                    post.integration(),
                    post.job(),
                    key,
                    post.protocol(),
                    post.inFlight(),
                    bodyBytes,
                    post.status(),
                    post.code(),
                    post.fate(),
                    applicationId,
                    attachments,
                    post.remarks());
        }
    }
}

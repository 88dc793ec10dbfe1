package courier.bench.scenario;

import courier.avro.Attachment;
import courier.bench.ground.Contender;
import courier.bench.ground.Ground;
import courier.bench.ground.Site;
import courier.bench.report.Bars;
import courier.bench.report.Picture;
import courier.bench.report.Result;
import courier.bench.scenario.AttachmentFigures.Memory;
import courier.bench.scenario.AttachmentFigures.Turn;
import courier.bench.scenario.PlainUploads.Work;
import courier.sandbox.kombo.Post;
import courier.sandbox.part.BlobStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Files of growing size, 64 calls at a time: what do they cost, and how near is that to a client that only uploads? */
public final class Attachments implements Scenario {
    private static final int IN_FLIGHT = 64;
    /** Each with fewer calls than Kombo's limit. */
    private static final List<String> INTEGRATIONS =
            IntStream.rangeClosed(1, 8).mapToObj(i -> "workday:files" + i).toList();
    /** It has the bodies of all calls in flight in memory, as text, as a tree, and decoded. */
    private static final String STAND_IN_HEAP = "6g";

    private static final String PLOT = "attachments-share.svg";
    private static final String STORY = """
            Applications without a file, with a CV of 200 kB and with one of 10 MB are brought to the same stand-in, 64
            calls at a time, over eight integrations: by Courier, and by a plain client, a process that reads a file,
            streams the same JSON with its Base64, and knows neither Kafka nor a ledger, a limit or a digest. The
            stand-in parses each body, decodes the file and takes its digest; then a call takes another second. Files
            are eight of each size, of random bytes; intents state size and SHA-256, which Courier checks. They lie in a
            folder of this machine, or in an S3 server that runs on it and takes processor time from all others: so each
            is held against a plain client that reads them from the same place. The arms take turns; the worker is the
            same all the time, the plain client warms up in each turn. *Applications/s* is their number by the time from
            the first request to the last answer.
            """;

    @Override
    public String name() {
        return "attachments";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int repetitions = options.repetitions(3, 1);
        List<Turn> turns = new ArrayList<>();
        List<Memory> memory = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        int exit;
        try (BlobStore store = ground.blobStore();
                Site site = site(ground, options, store)) {
            Measuring measuring = new Measuring(ground, site, options, remarks);
            SampleFiles.makeBucket(store);
            for (Size size : Size.values()) {
                SampleFiles files = size.bytes == 0
                        ? SampleFiles.NONE
                        : SampleFiles.make(measuring.folder, store, size.bytes, options.seed());
                turns.addAll(measuring.turns(size, files, repetitions));
                memory.add(new Memory(size, site.footprint()));
            }
            exit = site.stop();
        }
        plot(turns, results.resolve(PLOT));
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put(
                "worker",
                "1, -Xmx%s, settings {limits.slots-per-worker=%d, attachments.total-max=11MB} and %s"
                        .formatted(options.heap(), IN_FLIGHT, options.settings()));
        conditions.put("plain client", "-Xmx" + options.heap());
        conditions.put("repetitions", repetitions + " for each arm");
        conditions.put("seed", Long.toString(options.seed()));
        return new Result(
                name(),
                "Files of 200 kB and 10 MB, 64 calls at a time",
                STORY,
                conditions,
                AttachmentFigures.tables(turns, memory),
                AttachmentFigures.bounds(turns, memory.getLast(), exit, options.heap()),
                List.of(new Picture(PLOT, "Courier's throughput as a share of the plain client's")),
                remarks);
    }

    /** The files of an application. */
    enum Size {
        NONE("none", 0, 1280, 128),
        SMALL("200 kB", 200_000, 1280, 128),
        LARGE("10 MB", 10_000_000, 256, 64);

        private final String text;
        private final int bytes;
        private final int usual;
        private final int inShort;

        /**
         * A size.
         *
         * @param usual applications of a turn
         * @param inShort the same in the short form
         */
        Size(String text, int bytes, int usual, int inShort) {
            this.text = text;
            this.bytes = bytes;
            this.usual = usual;
            this.inShort = inShort;
        }

        String text() {
            return text;
        }

        int bytes() {
            return bytes;
        }

        private int count(boolean quick) {
            return quick ? inShort : usual;
        }
    }

    private static Site site(Ground ground, Options options, BlobStore store) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("limits.slots-per-worker", Integer.toString(IN_FLIGHT));
        // by default all files together must be smaller than 10 MB
        settings.put("attachments.total-max", "11MB");
        settings.put("attachments.file-roots", ground.folder("files").toString());
        settings.put("attachments.s3-endpoint", store.endpoint().toString());
        settings.put("attachments.s3-path-style", "true");
        settings.put("attachments.s3-buckets", SampleFiles.BUCKET);
        settings.putAll(options.settings());
        Contender courier = Contender.courier(
                settings,
                List.of("-Daws.accessKeyId=" + store.accessKey(), "-Daws.secretAccessKey=" + store.secretKey()));
        return ground.site("bench-attachments", options.heap(), courier, STAND_IN_HEAP);
    }

    private static void plot(List<Turn> turns, Path file) {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Size size : Size.values()) {
            for (AttachmentArm arm : AttachmentArm.values()) {
                if (!arm.isPlain() && AttachmentArm.inTurn(size.bytes, 0).contains(arm)) {
                    shares.put(
                            size.bytes == 0 ? arm.place() : size.text + ", " + arm.place(),
                            100 * AttachmentFigures.share(turns, size, arm));
                }
            }
        }
        new Bars("Courier's throughput", "files", "% of the plain client's")
                .bars("Courier", shares)
                .write(file);
    }

    private static final class Measuring {
        private static final Duration ENDS_LIMIT = Duration.ofMinutes(15);

        private final Ground ground;
        private final Site site;
        private final Options options;
        private final List<String> remarks;
        private final Path folder;
        private int plain;
        private long next = 1;

        Measuring(Ground ground, Site site, Options options, List<String> remarks) {
            this.ground = ground;
            this.site = site;
            this.options = options;
            this.remarks = remarks;
            this.folder = ground.folder("files");
            site.kombo().behave("{\"latency\": {\"fixed\": \"1s\"}}");
        }

        List<Turn> turns(Size size, SampleFiles files, int repetitions) {
            int count = size.count(options.quick());
            ground.progress().say("files: " + size.text + ", warming up");
            deliver(files.inStore(), count / 4);
            List<Post> _ = look("files");
            List<Turn> turns = new ArrayList<>();
            for (int repetition = 0; repetition < repetitions; repetition++) {
                for (AttachmentArm arm : AttachmentArm.inTurn(size.bytes, repetition)) {
                    ground.progress().say("files: " + size.text + ", " + arm.text());
                    turns.add(arm.isPlain() ? upload(size, arm, files) : deliver(size, arm, files));
                }
            }
            return turns;
        }

        private Turn deliver(Size size, AttachmentArm arm, SampleFiles files) {
            Duration before = site.cpu();
            int count = size.count(options.quick());
            deliver(arm.attachments(files), count);
            Duration used = site.cpu().minus(before);
            return turn(size, arm, look("files"), count, (double) used.toMillis() / count);
        }

        private void deliver(List<Attachment> attachments, int count) {
            site.producers().publishInTurn(INTEGRATIONS, count, attachments);
            int published = site.producers().count();
            if (!site.await(ENDS_LIMIT, () -> site.arrivals().ended() >= published)) {
                remarks.add(published - site.arrivals().ended() + " intents had no end in time");
            }
        }

        private Turn upload(Size size, AttachmentArm arm, SampleFiles files) {
            String name = "plain" + plain++;
            int count = size.count(options.quick());
            Work work = new Work(IN_FLIGHT, INTEGRATIONS.size(), count / 4, count);
            PlainUploads.run(folder, name, site.kombo(), options.heap(), arm.addresses(files), work);
            return turn(size, arm, look(name), count, Double.NaN);
        }

        /** The calls since the last look whose job has a name like this: what was sent to warm up has another one. */
        private List<Post> look(String prefix) {
            List<Post> posts =
                    site.journal(next).values().stream().flatMap(List::stream).toList();
            next = posts.stream().mapToLong(Post::sequence).max().orElse(next - 1) + 1;
            return posts.stream().filter(post -> post.job().startsWith(prefix)).toList();
        }

        private static Turn turn(Size size, AttachmentArm arm, List<Post> posts, int count, double cpu) {
            List<Post> answered = posts.stream()
                    .filter(post -> post.fate() == Post.Fate.ANSWERED)
                    .toList();
            long first = posts.stream().mapToLong(Post::arrivedAt).min().orElse(0);
            long last = answered.stream()
                    .mapToLong(post -> post.endedAt() == null ? first : post.endedAt())
                    .max()
                    .orElse(0);
            double perSecond = answered.isEmpty() ? Double.NaN : answered.size() * 1000.0 / (last - first);
            return new Turn(size, arm, perSecond, cpu, posts.size() - answered.size(), count - answered.size());
        }
    }
}

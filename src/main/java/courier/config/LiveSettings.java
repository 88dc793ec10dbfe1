package courier.config;

import courier.config.Loading.Problem;
import courier.config.SettingsLoader.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a worker that runs. Most hold for its life; those of integrations are read again when their file has
 * changed. A file is taken over as a whole or not at all, so that what is in force always stands in one file
 * ({@code RATIONALE.md}, "Why a changed file is taken over as a whole").
 *
 * <p>Threads: any may ask what is in force; one looks at the file.
 */
public final class LiveSettings {

    private static final String UNREADABLE = "unreadable";
    private static final int DIGEST_BYTES = 8;

    private final Settings settings;
    private final Sources sources;
    private final OverrideCheck overrides;
    /** Null where there is nothing to look at. */
    private final @Nullable Fixed fixed;

    private volatile InForce inForce;
    private @Nullable String seen;
    private @Nullable String judged;

    private LiveSettings(
            Settings settings,
            Sources sources,
            OverrideCheck overrides,
            @Nullable Fixed fixed,
            @Nullable String digest,
            long now) {
        this.settings = settings;
        this.sources = sources;
        this.overrides = overrides;
        this.fixed = fixed;
        this.inForce = new InForce(settings.integrations(), now, digest, null);
        this.seen = digest;
        this.judged = digest;
    }

    /**
     * What is in force.
     *
     * @param since when it was read, in milliseconds since the epoch
     * @param digest the beginning of the file's SHA-256; null without a file
     * @param refused why what the file says now is not in force; null if it is
     */
    public record InForce(
            Settings.Integrations integrations,
            long since,
            @Nullable String digest,
            @Nullable Refusal refused) {}

    /** Why a file is not taken over. */
    public enum Refusal {
        /** It has mistakes, or cannot be read. */
        INVALID,
        /** It changes what holds for the worker's life. */
        TAKES_A_RESTART
    }

    /** What a look at the file has come to. */
    public sealed interface Look {
        /** The file is the one that was judged last, or is being written. */
        record Nothing() implements Look {}

        /** It was taken over. */
        record Taken(InForce inForce) implements Look {}

        /** It has mistakes. */
        record Invalid(List<Problem> problems) implements Look {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        /** It changes these, by name, which takes a restart. */
        record Fixed(List<String> keys) implements Look {
            public Fixed {
                keys = List.copyOf(keys);
            }
        }
    }

    /** What came of reading them first. */
    public sealed interface Opening {
        /** They are in force. */
        record Opened(LiveSettings live) implements Opening {}

        /** They have mistakes; nothing may be started. */
        record Refused(Loading.Invalid why) implements Opening {}
    }

    /** Reads and checks the settings of a worker. What is no file but, say, a pipe is read once. */
    public static Opening open(Sources sources, OverrideCheck overrides, long now) {
        Path file = sources.file();
        boolean again = file != null && Files.isRegularFile(file);
        while (true) {
            String digest = again ? digest(file) : null;
            Loading loading = SettingsLoader.load(sources, Purpose.CALLS, overrides);
            Fixed fixed = again ? Fixed.of(Layers.of(sources)) : null;
            if (digest == null || digest.equals(digest(file))) {
                return switch (loading) {
                    case Loading.Loaded(Settings settings) ->
                        new Opening.Opened(new LiveSettings(settings, sources, overrides, fixed, digest, now));
                    case Loading.Invalid invalid -> new Opening.Refused(invalid);
                };
            }
        }
    }

    /** Settings that never change. */
    public static LiveSettings unchanging(Settings settings) {
        Sources none = new Sources(null, Map.of(), Map.of());
        return new LiveSettings(settings, none, OverrideCheck.LATER, null, null, 0);
    }

    /** Those of the start: all but the integrations' hold as long as the worker lives. */
    public Settings settings() {
        return settings;
    }

    /** What is in force for integrations now; ask again for each decision. */
    public Settings.Integrations integrations() {
        return inForce.integrations();
    }

    /** The same, with its origin. */
    public InForce inForce() {
        return inForce;
    }

    /** How often the file is to be looked at; zero for never. */
    public Duration interval() {
        return fixed == null ? Duration.ZERO : settings.operations().reloadInterval();
    }

    /**
     * Looks at the file, and takes it over if it is another one, is whole, and may be. One that differs from look to
     * look is being written, and waited for.
     */
    public Look look(long now) {
        if (fixed == null) {
            return new Look.Nothing();
        }
        String digest = digest(sources.file());
        boolean settled = digest.equals(seen);
        seen = digest;
        if (!settled || digest.equals(judged)) {
            return new Look.Nothing();
        }
        Loading loading = SettingsLoader.load(sources, Purpose.CALLS, overrides);
        List<String> changed = fixed.differences(Fixed.of(Layers.of(sources)));
        if (!digest.equals(digest(sources.file()))) {
            return new Look.Nothing();
        }
        judged = digest;
        return switch (loading) {
            case Loading.Invalid(List<Problem> problems) -> {
                refuse(Refusal.INVALID);
                yield new Look.Invalid(problems);
            }
            case Loading.Loaded(Settings next) -> changed.isEmpty() ? taken(next, digest, now) : fixed(changed);
        };
    }

    private Look taken(Settings next, String digest, long now) {
        inForce = new InForce(next.integrations(), now, digest, null);
        return new Look.Taken(inForce);
    }

    private Look fixed(List<String> changed) {
        refuse(Refusal.TAKES_A_RESTART);
        return new Look.Fixed(changed);
    }

    private void refuse(Refusal refusal) {
        inForce = new InForce(inForce.integrations(), inForce.since(), inForce.digest(), refusal);
    }

    private static String digest(@Nullable Path file) {
        if (file == null) {
            return UNREADABLE;
        }
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(whole, 0, DIGEST_BYTES);
        } catch (IOException _) {
            return UNREADABLE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a Java platform without SHA-256", e);
        }
    }
}

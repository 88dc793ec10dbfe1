package courier.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void shouldPassOnWhatIsValidAsItCame() {
        TraceContext context = read(PARENT, "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");

        assertThat(headers(context))
                .containsExactly(
                        Map.entry("traceparent", PARENT),
                        Map.entry("tracestate", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"));
        assertThat(context.span().getTraceId()).isEqualTo(TRACE);
        assertThat(context.span().getSpanId()).isEqualTo(SPAN);
        assertThat(context.span().isSampled()).isTrue();
    }

    @Test
    void shouldPassOnAVersionToComeWithWhatItAdds() {
        String later = "01-" + TRACE + "-" + SPAN + "-00-what-is-new";

        assertThat(headers(read(later, null))).containsExactly(Map.entry("traceparent", later));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-0",
                "00-" + TRACE + "-" + SPAN + "-zz",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
                "00-0af7651916cd43dd8448eb211c80319-" + SPAN + "-01",
                "00_" + TRACE + "_" + SPAN + "_01",
                " " + PARENT,
                "01-" + TRACE + "-" + SPAN + "-00-\u00e4",
                "01-" + TRACE + "-" + SPAN + "-00-\n",
                "00-\u00e4af7651916cd43dd8448eb211c80319c-" + SPAN + "-01"
            })
    void shouldDropAnInvalidTraceparentAndTheStateWithIt(String parent) {
        assertThat(TraceContext.of(bytes(parent), bytes("rojo=1"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-equals-sign", "rojo=1,,=2", "ro jo=1", "rojo=\u00e4", "ROJO=1"})
    void shouldDropAnInvalidStateAlone(String state) {
        assertThat(headers(read(PARENT, state))).containsExactly(Map.entry("traceparent", PARENT));
    }

    @Test
    void shouldTakeAStateOfUpTo512Bytes() {
        String longest = "a=" + "1".repeat(248) + ",b=" + "2".repeat(256) + ",c=3";
        String more = IntStream.range(0, 33).mapToObj(i -> "k" + i + "=1").collect(Collectors.joining(","));

        assertThat(longest).hasSize(513);
        assertThat(read(PARENT, longest).tracestate()).isNull();
        assertThat(read(PARENT, longest.replace("a=1", "a=")).tracestate()).hasSize(512);
        assertThat(read(PARENT, more).tracestate()).as("33 members").isNull();
    }

    @Property
    void shouldTakeAnyBytesAndPassOnOnlyWhatReadsTheSame(
            @ForAll("values") byte[] parent, @ForAll("values") byte[] state) {
        TraceContext context = TraceContext.of(parent, state);

        if (context != null) {
            assertThat(context.traceparent().length()).isBetween(55, 128);
            assertThat(context.tracestate())
                    .satisfiesAnyOf(
                            text -> assertThat(text).isNull(),
                            text -> assertThat(text).hasSizeBetween(1, 512));
            Map<String, String> headers = headers(context);
            assertThat(read(headers.get("traceparent"), headers.get("tracestate")))
                    .isEqualTo(context);
        }
    }

    /** Noise, and what is nearly or wholly valid. */
    @Provide
    Arbitrary<byte[]> values() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(700);
        Arbitrary<byte[]> near = Arbitraries.of(PARENT, "01-" + TRACE + "-" + SPAN + "-ff-x", "rojo=1,congo=2", "a=b")
                .flatMap(text -> Arbitraries.integers()
                        .between(-1, text.length() - 1)
                        .flatMap(at -> Arbitraries.bytes().map(value -> {
                            byte[] changed = bytes(text);
                            if (at >= 0) {
                                changed[at] = value;
                            }
                            return changed;
                        })));
        return Arbitraries.oneOf(noise, near);
    }

    private static TraceContext read(@Nullable String parent, @Nullable String state) {
        TraceContext context =
                TraceContext.of(parent == null ? null : bytes(parent), state == null ? null : bytes(state));
        if (context == null) {
            throw new AssertionError("no valid context: " + parent);
        }
        return context;
    }

    private static Map<String, String> headers(TraceContext context) {
        Map<String, String> headers = new LinkedHashMap<>();
        context.eachHeader((key, value) -> headers.put(key, new String(value, StandardCharsets.UTF_8)));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package courier.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchTest {

    /** What is not changed stays digit for digit. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1}                 | [{"op":"add","path":"/b","value":[1,2]}]                | {"a":1,"b":[1,2]}
            {"a":[1,3]}             | [{"op":"add","path":"/a/1","value":2}]                  | {"a":[1,2,3]}
            {"a":[1]}               | [{"op":"add","path":"/a/-","value":2}]                  | {"a":[1,2]}
            {"a":1,"b":2}           | [{"op":"remove","path":"/a"}]                           | {"b":2}
            {"a/b":1,"m~n":2}       | [{"op":"replace","path":"/a~1b","value":3}]             | {"a/b":3,"m~n":2}
            {"a":{"b":1}}           | [{"op":"move","from":"/a/b","path":"/c"}]               | {"a":{},"c":1}
            {"a":1}                 | [{"op":"copy","from":"/a","path":"/b"}]                 | {"a":1,"b":1}
            {"a":1.0}               | [{"op":"test","path":"/a","value":1.0},{"op":"remove","path":"/a"}] | {}
            {"a":{"b":1,"c":2}}     | {"a":{"b":null,"d":3}}                                  | {"a":{"c":2,"d":3}}
            {"a":[1,2]}             | {"a":[3]}                                               | {"a":[3]}
            {"a":5.0,"b":12345678901234567890.5} | {"c":1}                                    | {"a":5.0,"b":12345678901234567890.5,"c":1}
            """)
    void shouldApplyBothForms(String intent, String patch, String expected) {
        Patch.Applied applied = understood(patch).apply(bytes(intent));

        assertThat(applied).isInstanceOf(Patch.Applied.Changed.class);
        assertThat(new String(((Patch.Applied.Changed) applied).json(), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"op\":\"remove\",\"path\":\"/secret\"}]",
                "[{\"op\":\"replace\",\"path\":\"/list/7\",\"value\":1}]",
                "[{\"op\":\"add\",\"path\":\"/list/x\",\"value\":1}]",
                "[{\"op\":\"add\",\"path\":\"/list/99999999999999\",\"value\":1}]",
                "[{\"op\":\"add\",\"path\":\"/none/below\",\"value\":1}]",
                "[{\"op\":\"test\",\"path\":\"/name\",\"value\":\"Eve\"}]",
                "[{\"op\":\"replace\",\"path\":\"\",\"value\":1}]"
            })
    void shouldSayWhatDoesNotFitWithoutQuotingTheIntent(String patch) {
        assertThat(understood(patch).apply(bytes("{\"name\":\"Ada\",\"list\":[1]}")))
                .isInstanceOfSatisfying(
                        Patch.Applied.Unfit.class,
                        unfit -> assertThat(unfit.why())
                                .startsWith("operation 1")
                                .doesNotContain("Ada", "Eve"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[]",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1} x",
                "[7]",
                "[{\"op\":\"replace\",\"path\":\"/a\"}]",
                "[{\"op\":\"change\",\"path\":\"/a\",\"value\":1}]",
                "[{\"op\":\"move\",\"path\":\"/a\"}]",
                "[{\"op\":\"remove\",\"path\":\"a\"}]",
                "[{\"path\":\"/a\"}]"
            })
    void shouldRefuseWhatIsNoPatch(String text) {
        assertThat(Patch.parse(bytes(text), Path.of("."))).isInstanceOf(Patch.Parsed.Refused.class);
    }

    @Test
    void shouldNotQuoteABrokenPatch() {
        assertThat(Patch.parse(bytes("{\"name\": Ada}"), Path.of(".")))
                .isInstanceOfSatisfying(
                        Patch.Parsed.Refused.class,
                        refused -> assertThat(refused.why()).doesNotContain("Ada"));
    }

    private static Patch understood(String text) {
        return switch (Patch.parse(bytes(text), Path.of("."))) {
            case Patch.Parsed.Understood(Patch patch) -> patch;
            case Patch.Parsed.Refused(String why) -> throw new AssertionError(why);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

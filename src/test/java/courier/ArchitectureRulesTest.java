package courier;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import courier.admission.Admission;
import courier.testing.util.RuleBreaker;
import courier.topology.CourierTopology;
import courier.topology.Finding;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link ArchitectureTest} and {@link LibrariesTest} can fail. */
final class ArchitectureRulesTest {

    private static final JavaClasses BROKEN = new ClassFileImporter()
            .importClasses(
                    named("courier.admission.RuleBreakerHelper"),
                    RuleBreaker.class,
                    Admission.class,
                    CourierTopology.class,
                    Finding.class);

    static Stream<Arguments> shouldNoticeABreach() {
        return Stream.of(
                Arguments.of(ArchitectureTest.ADMISSION, "courier.topology.Finding"),
                Arguments.of(ArchitectureTest.ADMISSION, "courier.avro.ApplicationIntent"),
                Arguments.of(ArchitectureTest.DRAWN, "courier.testing.util.RuleBreaker"),
                Arguments.of(ArchitectureTest.CYCLES, "admission"),
                Arguments.of(ArchitectureTest.STREAMS, "RuleBreakerHelper.streams"),
                Arguments.of(ArchitectureTest.CLIENTS, "RuleBreakerHelper.client"),
                Arguments.of(ArchitectureTest.KAFKA, "RuleBreakerHelper.common"),
                Arguments.of(LibrariesTest.HTTP, "RuleBreakerHelper.http"),
                Arguments.of(LibrariesTest.JAVAS_HTTP, "RuleBreakerHelper.java"),
                Arguments.of(LibrariesTest.OPENTELEMETRY, "RuleBreakerHelper.trace"),
                Arguments.of(LibrariesTest.PICOCLI, "RuleBreakerHelper.command"),
                Arguments.of(ArchitectureTest.CLOCKS, "java.time.Instant.now"),
                Arguments.of(ArchitectureTest.CLOCKS, "java.lang.System.nanoTime"),
                Arguments.of(ArchitectureTest.NAMES, "RuleBreakerHelper"),
                Arguments.of(ArchitectureTest.KINDS, "courier.testing.util.RuleBreaker"),
                Arguments.of(ArchitectureTest.NULL_MARKED, "courier.testing.util has no package-info"),
                Arguments.of(ArchitectureTest.SETTERS, "RuleBreakerHelper.setNow"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldNoticeABreach(ArchRule rule, String named) {
        assertThat(rule.evaluate(BROKEN).getFailureReport().getDetails())
                .anySatisfy(detail -> assertThat(detail).contains(named));
        assertThat(rule.getDescription()).contains("because");
    }

    /** A class of another package's own, by name. */
    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}

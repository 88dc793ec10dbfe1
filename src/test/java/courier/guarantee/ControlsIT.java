package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import courier.guarantee.broken.Build;
import courier.sandbox.account.Guarantee;
import courier.sandbox.account.Guarantee.Finding;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.Together;
import courier.testing.Together.Named;
import courier.testing.WithParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Without any one step of the protocol a guarantee breaks, and its checker says so. Each scene is also played by the
 * sound worker, which keeps it: what is shown is the lack of the step, and not the scene.
 */
@WithParts
@Tag("chaos")
class ControlsIT {

    private static final int AT_A_TIME = 3;
    private static final Duration QUICK = Duration.ofMillis(300);

    private final Map<Control, String> rows = new ConcurrentSkipListMap<>();

    @TestFactory
    Stream<DynamicTest> shouldFindTheLackOfEachStep(Broker broker, Registry registry) {
        String only = System.getProperty("chaos.controls", ".*");
        List<Named> tests = Stream.of(Control.values())
                .filter(control -> control.name().matches(only))
                .flatMap(control -> Stream.of(
                        new Named(control + ", sound", () -> sound(broker, registry, control)),
                        new Named(control.mutant().name(), () -> broken(broker, registry, control))))
                .toList();
        return Together.play(AT_A_TIME, tests).onClose(this::publish);
    }

    private static void sound(Broker broker, Registry registry, Control control) {
        try (Stage stage = stage(broker, registry, control)) {
            assertThat(control.play(stage, Build.sound())).as(stage.toString()).allMatch(Finding::isKept);
        }
    }

    private void broken(Broker broker, Registry registry, Control control) {
        try (Stage stage = stage(broker, registry, control)) {
            List<Finding> findings = control.play(stage, control.mutant().build());

            assertThat(findings).as(stage.toString()).noneMatch(Finding::isKept);
            rows.put(control, row(control, findings));
        }
    }

    private static Stage stage(Broker broker, Registry registry, Control control) {
        Stage stage = new Stage(broker, registry, Control.SLOTS, control.settings());
        stage.taking(QUICK);
        return stage;
    }

    private static String row(Control control, List<Finding> findings) {
        String caughtBy = findings.stream()
                .map(finding ->
                        name(finding.guarantee()) + ": " + finding.offences().size())
                .collect(Collectors.joining(", "));
        return "| `" + control.mutant() + "` | " + caughtBy + " |\n";
    }

    private static String name(Guarantee guarantee) {
        return "`" + guarantee.getClass().getSimpleName() + "`";
    }

    private void publish() {
        Page.publish("controls", "| mutant | caught by: offences |\n|---|---|\n" + String.join("", rows.values()));
    }
}

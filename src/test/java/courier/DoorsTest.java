package courier;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Of some packages, others may know a few classes only: the doors by which to come in. */
@AnalyzeClasses(packages = "courier", importOptions = ImportOption.DoNotIncludeTests.class)
final class DoorsTest {

    @ArchTest
    static final ArchRule LEDGER_AND_SUBMISSION = noClasses()
            .that()
            .resideInAPackage("courier.ledger")
            .should()
            .dependOnClassesThat(describe(
                    "are of courier.submission, but for Journey and Search",
                    type -> type.getPackageName().equals("courier.submission")
                            && !type.getName().startsWith("courier.submission.Journey")
                            && !type.getName().startsWith("courier.submission.Search")))
            .because(
                    "the ledger hands over a Journey.Work or a Search.Question: who answers it, and how, is chosen where"
                            + " the worker is wired");

    private static final Set<String> DOORS_TO_REPLAY =
            Set.of("courier.ledger.Codes", "courier.topology.ClientSettings", "courier.event.DeadLetterAssembly");

    private static final Set<String> CLOSED_TO_REPLAY = Set.of("courier.ledger", "courier.topology", "courier.event");

    @ArchTest
    static final ArchRule REPLAY_AND_STAGES = noClasses()
            .that()
            .resideInAPackage("courier.replay")
            .should()
            .dependOnClassesThat(describe(
                    "are of " + CLOSED_TO_REPLAY + ", but for " + DOORS_TO_REPLAY, DoorsTest::isClosedToReplay))
            .because("a replay comes in through the intents topic like any other intent, and by no other door");

    private DoorsTest() {}

    private static boolean isClosedToReplay(JavaClass type) {
        return CLOSED_TO_REPLAY.contains(type.getPackageName())
                && DOORS_TO_REPLAY.stream()
                        .noneMatch(door ->
                                type.getName().equals(door) || type.getName().startsWith(door + "$"));
    }
}

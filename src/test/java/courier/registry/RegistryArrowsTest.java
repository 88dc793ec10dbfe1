package courier.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "courier", importOptions = ImportOption.DoNotIncludeTests.class)
class RegistryArrowsTest {

    @ArchTest
    static final ArchRule shouldKnowNoStage = noClasses()
            .that()
            .resideInAPackage("courier.registry..")
            .should()
            .dependOnClassesThat(new DescribedPredicate<>("are of another package of Courier than config and avro") {
                @Override
                public boolean test(JavaClass type) {
                    String name = type.getPackageName();
                    return (name.equals("courier") || name.startsWith("courier."))
                            && !name.startsWith("courier.registry")
                            && !name.equals("courier.config")
                            && !name.startsWith("courier.avro");
                }
            })
            .because("serdes are chosen by configuration and must work without Courier: pass what is needed in");

    @ArchTest
    static final ArchRule shouldNotKnowStreams = noClasses()
            .that()
            .resideInAPackage("courier.registry..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..")
            .because("a serde belongs to Kafka's clients; streams are wired in courier.topology");
}

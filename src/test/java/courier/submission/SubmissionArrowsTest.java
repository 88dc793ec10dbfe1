package courier.submission;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;

@AnalyzeClasses(packages = "courier", importOptions = ImportOption.DoNotIncludeTests.class)
final class SubmissionArrowsTest {

    @ArchTest
    static final ArchRule VERDICT_IS_PURE = classes()
            .that()
            .resideInAPackage("courier.submission.verdict..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "courier.submission.verdict..",
                    "courier.outcome..",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.jspecify..")
            .because("what a reply means must be decidable without knowing how it came; hand it in as a Reply");

    @ArchTest
    static final ArchRule NETWORK_AND_FILES_AT_THE_EDGE = noClasses()
            .that()
            .resideInAPackage("courier.submission..")
            .and()
            .resideOutsideOfPackages("courier.submission.kombo..", "courier.submission.attachment..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("okhttp3..", "okio..", "java.net..", "java.nio.file..", "java.nio.channels..")
                            // an address is a value
                            .and(not(equivalentTo(URI.class))))
            .because("the network is touched in kombo and files in attachment, and nowhere else");

    @ArchTest
    static final ArchRule OKHTTP_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("courier.submission.kombo..", "courier.submission.attachment..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..")
            .because("a second HTTP client of ours would need the same care about sending once; use KomboClient");

    @ArchTest
    static final ArchRule NO_KAFKA = noClasses()
            .that()
            .resideInAPackage("courier.submission..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..")
            .because("an attempt knows nothing of the stream; hand its Result to the dispatch");

    @ArchTest
    static final ArchRule STORES_DO_NOT_KNOW_THE_CALL = noClasses()
            .that()
            .resideInAnyPackage("courier.submission.attachment..", "courier.submission.limit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("courier.submission.kombo..")
            .because("files are opened before there is a call; the call reads what was opened");
}

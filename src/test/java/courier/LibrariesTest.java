package courier;

import static courier.Arrows.onlyIn;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds libraries to the packages that are made to wrap them; like {@link ArchitectureTest}, in every way. */
@AnalyzeClasses(packages = "courier", importOptions = ImportOption.DoNotIncludeTests.class)
final class LibrariesTest {

    @ArchTest
    static final ArchRule HTTP = onlyIn("okhttp3..", "courier.submission.kombo", "courier.submission.attachment.store")
            .because(
                    "the network is touched for an application in these two places, where every byte is accounted for");

    @ArchTest
    static final ArchRule AWS = onlyIn("software.amazon..", "courier.submission.attachment.store")
            .because("S3 is one store among others: what is asked of all of them belongs into BlobStore");

    @ArchTest
    static final ArchRule JAVAS_HTTP = onlyIn("java.net.http..", "courier.registry", "courier.status")
            .because("Java's own client sends some requests again by itself: applications go through submission.kombo");

    @ArchTest
    static final ArchRule OPENTELEMETRY = onlyIn("io.opentelemetry..", "courier.tracing")
            .because("stages say what they did in Stage: how that becomes a span is said in one place");

    @ArchTest
    static final ArchRule PICOCLI = onlyIn("picocli..", "courier", "courier.cli")
            .because("commands are one way in: what they do can be called without them");

    private LibrariesTest() {}
}

package courier;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static courier.Arrows.allMayKnow;
import static courier.Arrows.kafkaOnly;
import static courier.Arrows.mayKnow;
import static courier.Arrows.onlyIn;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * Holds the packages to their layout: stages of an intent's way, with arrows in one direction. When a rule fails, its
 * 'because' says where the code belongs. {@code ArchitectureRulesTest} sees each fail on a class made for it.
 */
@AnalyzeClasses(packages = "courier", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule INTENT = mayKnow("intent", "avro")
            .because(
                    "what is asked is the ground that every stage stands on: what needs a stage belongs into that stage");

    @ArchTest
    static final ArchRule ENCODING = mayKnow("encoding")
            .because("the codec is told its record's class: which records there are is their owners' business");

    @ArchTest
    static final ArchRule TRACING = mayKnow("tracing", "intent", "config", "ops", "avro", "avro.internal")
            .because("it is told of stages by whoever carries them out, and decides nothing for them");

    @ArchTest
    static final ArchRule OPS = mayKnow("ops")
            .because("clocks, meters and exit codes know neither stage nor setting: hand over what they need");

    @ArchTest
    static final ArchRule CONFIG = mayKnow("config")
            .because("settings are plain records: a stage reads its own, and derives from it what it needs");

    @ArchTest
    static final ArchRule OUTCOME = mayKnow("outcome", "intent", "encoding", "avro", "avro.internal")
            .because(
                    "an outcome is a value that travels: how it came about belongs into submission, what follows into ledger");

    @ArchTest
    static final ArchRule ADMISSION = mayKnow("admission", "intent", "config")
            .because("whether an intent may enter is told from the intent alone, so that 'publish' can tell it too");

    @ArchTest
    static final ArchRule VERDICT = mayKnow("submission.verdict", "outcome")
            .because(
                    "a verdict follows from a reply and a history alone: put what else it needs into Reply or History");

    @ArchTest
    static final ArchRule LIMIT = mayKnow("submission.limit", "ops")
            .because("a limit counts names: it need not know what is called under them");

    @ArchTest
    static final ArchRule ATTACHMENT = mayKnow(
                    "submission.attachment",
                    "submission.attachment.label",
                    "submission.attachment.restriction",
                    "submission.verdict",
                    "outcome",
                    "config",
                    "ops")
            .because("attachments are opened before there is a call: what they come to is a Code or Notices, no more");

    @ArchTest
    static final ArchRule LABEL = mayKnow("submission.attachment.label")
            .because("what a file is called and what it is follows from its name and its first bytes alone");

    @ArchTest
    static final ArchRule RESTRICTION = mayKnow(
                    "submission.attachment.restriction", "submission.attachment.label", "submission.verdict", "ops")
            .because("restrictions are held against facts of files: who learns them from Kombo is handed in");

    @ArchTest
    static final ArchRule STORE = mayKnow("submission.attachment.store", "submission.attachment", "config", "ops")
            .because("a store opens one file after another: what a missing one means is for attachment to say");

    @ArchTest
    static final ArchRule KOMBO = mayKnow(
                    "submission.kombo",
                    "submission.attachment",
                    "submission.attachment.restriction",
                    "submission.verdict",
                    "outcome",
                    "intent",
                    "config",
                    "ops")
            .because(
                    "the client turns a prepared application into a Reply: judging it is verdict's, the way submission's");

    @ArchTest
    static final ArchRule SUBMISSION = mayKnow(
                    "submission",
                    "submission.attachment",
                    "submission.attachment.restriction",
                    "submission.attachment.store",
                    "submission.kombo",
                    "submission.limit",
                    "submission.verdict",
                    "intent",
                    "outcome",
                    "encoding",
                    "config",
                    "ops",
                    "tracing",
                    "avro",
                    "avro.internal")
            .because("an attempt knows nothing of markers, rows and topics: what it must obey comes through its Gate");

    @ArchTest
    static final ArchRule DISPATCH = mayKnow("dispatch", "submission", "submission.limit", "outcome", "intent", "ops")
            .because("between a durable marker and a started call nothing is decided: decisions are the ledger's");

    @ArchTest
    static final ArchRule LEDGER = mayKnow(
                    "ledger",
                    "dispatch",
                    "submission",
                    "submission.limit",
                    "outcome",
                    "intent",
                    "encoding",
                    "config",
                    "ops",
                    "tracing",
                    "avro",
                    "avro.internal")
            .because("the ledger learns of calls through outcomes alone, and of events only what it has to tell");

    @ArchTest
    static final ArchRule EVENT = mayKnow("event", "ledger", "outcome", "intent", "tracing", "avro", "avro.internal")
            .because("an event tells what the ledger has decided: what it should tell more must be in LedgerEvent");

    @ArchTest
    static final ArchRule STATUS = mayKnow(
                    "status", "ledger", "dispatch", "submission.limit", "outcome", "event", "config", "ops")
            .because("the pages show what others hand out: the stream through StreamView, the ledger through Overview,"
                    + " what to do about a code through Advice");

    @ArchTest
    static final ArchRule REGISTRY = mayKnow("registry", "config", "ops", "avro")
            .because("serdes are chosen by configuration and must work without Courier: pass what is needed in");

    @ArchTest
    static final ArchRule TOPOLOGY = mayKnow(
                    "topology",
                    "admission",
                    "config",
                    "dispatch",
                    "encoding",
                    "event",
                    "intent",
                    "ledger",
                    "ops",
                    "outcome",
                    "registry",
                    "status",
                    "submission",
                    "submission.limit",
                    "tracing",
                    "avro",
                    "avro.internal")
            .because(
                    "it wires stages and no commands, and sees of a stage its door only: submission's rooms are its own");

    @ArchTest
    static final ArchRule REPLAY = mayKnow(
                    "replay",
                    "admission",
                    "config",
                    "event",
                    "intent",
                    "ledger",
                    "ops",
                    "outcome",
                    "registry",
                    "topology",
                    "avro")
            .because("a replay is one more producer: what it may bring back the ledger decides");

    @ArchTest
    static final ArchRule GENERATED = mayKnow("avro", "avro.internal")
            .because("the contract is generated from avro/: nothing can be added to it but schemas");

    /** A new package has no arrows until somebody draws them here. */
    @ArchTest
    static final ArchRule DRAWN = allMayKnow()
            .because(
                    "every package needs its arrows drawn in ArchitectureTest before it is used; cli and the root are free");

    @ArchTest
    static final ArchRule CYCLES = slices().matching("courier.(**)")
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other are one, or lack a third that both may know");

    @ArchTest
    static final ArchRule STREAMS = onlyIn("org.apache.kafka.streams..", "courier.topology", "courier.ledger")
            .because("rules know nothing of Kafka: wire in topology; only the ledger owns state stores");

    @ArchTest
    static final ArchRule CLIENTS = onlyIn(
                    "org.apache.kafka.clients..", "courier.topology", "courier.cli", "courier.replay")
            .because("clients are opened where their settings are wired: hand the others an interface of their own");

    @ArchTest
    static final ArchRule KAFKA = kafkaOnly(Map.of(
                    "courier.topology", Set.of("org.apache.kafka.common"),
                    "courier.registry", Set.of("org.apache.kafka.common"),
                    "courier.cli", Set.of("org.apache.kafka.common"),
                    "courier.replay", Set.of("org.apache.kafka.common"),
                    "courier.dispatch", Set.of("org.apache.kafka.common.errors"),
                    "courier.ledger", Set.of("org.apache.kafka.common.serialization", "org.apache.kafka.common.utils"),
                    "courier.event", Set.of("org.apache.kafka.common.header")))
            .because("Kafka's types stop at the edges: dispatch knows its errors, ledger its bytes, event its headers");

    @ArchTest
    static final ArchRule CLOCKS = noClasses()
            .that(describe("are not courier.ops.Time", type -> !type.getName().startsWith("courier.ops.Time")))
            .and()
            .resideOutsideOfPackage("courier.avro..")
            .should()
            .accessTargetWhere(describe("reads the machine's clock or sleeps", Arrows::readsClock))
            .because("tests turn the clock by hand: take a courier.ops.Time");

    @ArchTest
    static final ArchRule NAMES = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?)(\\$.*)?|.*\\.(Base|Abstract)[A-Z][^.]*")
            .because("such a name says nothing of what the class is for: name it by that");

    @ArchTest
    static final ArchRule KINDS = noClasses()
            .should()
            .resideInAnyPackage("..model..", "..service..", "..dto..", "..util..", "..common..", "..helper..")
            .because("packages are stages, never kinds of classes: put it into the stage that it serves");

    @ArchTest
    static final ArchRule NULL_MARKED = classes()
            .that()
            .resideOutsideOfPackage("courier.avro..")
            .should(new ArchCondition<>("have a package-info with @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(
                                type, type.getPackageName() + " has no package-info.java with @NullMarked"));
                    }
                }
            })
            .because(
                    "NullAway checks marked packages only: add one, with a sentence that says what the package is for");

    @ArchTest
    static final ArchRule SETTERS = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("courier.avro..")
            .and(describe("take one value", method -> method.getParameters().size() == 1))
            .should()
            .haveNameMatching("set[A-Z].*")
            .because(
                    "data are records, and whatever changes has a verb of its own: make a new record, or name the change");

    private ArchitectureTest() {}
}

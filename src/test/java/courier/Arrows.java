package courier;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules about who may know whom, in the names that the packages have below {@code courier}. */
final class Arrows {

    private static final String ROOT = "courier";

    /** Commands may know everything; the root is where the process begins. */
    private static final Set<String> FREE = Set.of(ROOT, ROOT + ".cli");

    private static final Set<String> DRAWN = new HashSet<>(FREE);

    private Arrows() {}

    /** The package knows these packages of ours, and no other. */
    static ArchRule mayKnow(String name, String... known) {
        String of = ROOT + "." + name;
        DRAWN.add(of);
        Set<String> allowed = Stream.concat(Stream.of(name), Stream.of(known))
                .map(each -> ROOT + "." + each)
                .collect(Collectors.toSet());
        if (name.equals("avro")) {
            DRAWN.add(ROOT + ".avro.internal");
            return ours(resideInAPackage(ROOT + ".avro.."), allowed);
        }
        return ours(resideInAPackage(of), allowed);
    }

    private static ArchRule ours(DescribedPredicate<JavaClass> who, Set<String> allowed) {
        return noClasses()
                .that(who)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours but of none of " + allowed.stream().sorted().toList(),
                        type -> isOurs(type) && !allowed.contains(type.getPackageName())));
    }

    /** Every package has had its arrows drawn, by the rules made before. */
    static ArchRule allMayKnow() {
        return classes().should(new ArchCondition<>("be of a package whose arrows are drawn") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!DRAWN.contains(type.getPackageName())) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is of a package without arrows"));
                }
            }
        });
    }

    /** Types of a library are used in these packages of ours, and no other. */
    static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    /** Packages of ours touch Kafka's common types in these packages of Kafka's, and no other. */
    static ArchRule kafkaOnly(Map<String, Set<String>> edges) {
        return classes().should(new ArchCondition<>("touch Kafka only where they are an edge, at " + edges) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(arrow -> arrow.getTargetClass().getPackageName().startsWith("org.apache.kafka.common"))
                        .filter(arrow -> edges.getOrDefault(type.getPackageName(), Set.of()).stream()
                                .noneMatch(arrow.getTargetClass().getPackageName()::startsWith))
                        .forEach(arrow -> events.add(SimpleConditionEvent.violated(type, arrow.getDescription())));
            }
        });
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    /** Reads the machine's clock, or sleeps. */
    static boolean readsClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.lang.Thread" -> name.equals("sleep");
            case "java.util.concurrent.TimeUnit" -> name.equals("sleep");
            case "java.util.Date" -> name.equals("<init>");
            case "java.time.Clock" -> name.startsWith("system");
            default -> owner.startsWith("java.time.") && name.equals("now");
        };
    }
}

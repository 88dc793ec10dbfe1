package courier.testing;

import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.part.BlobStore;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Carries out {@link WithParts}: the stores of JUnit close what is put into them, at the end of the run or class. */
final class PartsExtension implements ParameterResolver, ExecutionCondition {
    private static final Namespace NAMESPACE = Namespace.create(PartsExtension.class);
    private static final Set<Class<?>> KNOWN =
            Set.of(Parts.class, Broker.class, Registry.class, BlobStore.class, KomboStandIn.class);

    PartsExtension() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return BrokerContainer.isAsked() && !BrokerContainer.isPossible()
                ? ConditionEvaluationResult.disabled(
                        "No Docker engine is up. 'mvn verify' runs the same tests on a broker without one.")
                : ConditionEvaluationResult.enabled("its parts can be started");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return KNOWN.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == KomboStandIn.class) {
            return standIn(context);
        }
        Parts parts =
                context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Parts.class, _ -> new Parts(), Parts.class);
        if (type == Broker.class) {
            return parts.broker();
        }
        if (type == Registry.class) {
            return parts.registry();
        }
        return type == BlobStore.class ? parts.blobStore() : parts;
    }

    /** Kept in the store of the class, although a method's store may be asked. */
    private static KomboStandIn standIn(ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getTestMethod().isPresent()) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        return ofClass.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        KomboStandIn.class,
                        _ -> KomboStandIn.start(StandInSettings.with(WithParts.API_KEY)),
                        KomboStandIn.class);
    }
}

package courier.contract;

import static courier.contract.History.Promise.BACKWARD_TRANSITIVE;
import static courier.contract.History.Promise.FULL_TRANSITIVE;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.avro.ApplicationSuccess;
import courier.avro.ApplicationWarning;
import courier.avro.IntegrationHold;
import courier.avro.internal.ArrivedIntent;
import courier.avro.internal.IntegrationRow;
import courier.avro.internal.OpenEntry;
import courier.avro.internal.OutcomeEnvelope;
import courier.avro.internal.SettledEntry;
import courier.avro.internal.WaitingRecord;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every record that is written to a topic or a store, and what is promised of it.
 *
 * <p>Producers of intents upgrade after Courier, so that an intent need only be readable by what is newer. Events are
 * read by consumers older and newer than the worker, and internal records by the release before, after a rollback. Note
 * that a dead letter and the repartitioned record hold a whole intent: through them, the intent is bound as they are.
 */
final class Contract {
    private Contract() {}

    static final List<Class<? extends SpecificRecord>> INTERNAL = List.of(
            ArrivedIntent.class,
            IntegrationRow.class,
            OpenEntry.class,
            OutcomeEnvelope.class,
            SettledEntry.class,
            WaitingRecord.class);

    static List<History> publicRecords() {
        return List.of(
                History.of(ApplicationIntent.class, BACKWARD_TRANSITIVE),
                History.of(ApplicationSuccess.class, FULL_TRANSITIVE),
                History.of(ApplicationWarning.class, FULL_TRANSITIVE),
                History.of(ApplicationDeadLetter.class, FULL_TRANSITIVE),
                History.of(IntegrationHold.class, FULL_TRANSITIVE));
    }

    static List<History> internalRecords() {
        return INTERNAL.stream().map(type -> History.of(type, FULL_TRANSITIVE)).toList();
    }

    static List<History> all() {
        return Stream.concat(publicRecords().stream(), internalRecords().stream())
                .toList();
    }
}

package courier.tracing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what it is told, in its order, and passes contexts on. Used by one thread. */
public final class ToldStages implements Tracing {

    private final List<Told> told = new ArrayList<>();

    /** A stage, and what it was of. */
    public record Told(Traced of, Stage stage) {}

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void tell(Traced of, Stage stage) {
        told.add(new Told(of, stage));
    }

    @Override
    public @Nullable TraceContext tellEnd(Traced of, Stage.Outcome outcome) {
        tell(of, outcome);
        return of.context();
    }

    @Override
    public void close() {}

    /** What has been told. */
    public List<Told> told() {
        return told;
    }

    /** The stages that have been told. */
    public List<Stage> stages() {
        return told.stream().map(Told::stage).toList();
    }
}

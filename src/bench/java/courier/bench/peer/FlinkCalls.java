package courier.bench.peer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/** Makes the calls of a Flink job. A failed one fails its result, for the operator to try again. */
final class FlinkCalls extends RichAsyncFunction<Arrived, Delivered> {
    private transient @Nullable Calls calls;

    @Override
    public void open(OpenContext context) {
        calls = new Calls(Orders.ofSystemProperties());
    }

    @Override
    public void asyncInvoke(Arrived intent, ResultFuture<Delivered> result) {
        if (calls == null) {
            throw new IllegalStateException("the function is used before it was opened");
        }
        CompletableFuture<Delivered> _ = calls.start(intent).whenComplete((delivered, failure) -> {
            if (failure == null) {
                result.complete(List.of(delivered));
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void close() {
        if (calls != null) {
            calls.close();
        }
    }
}

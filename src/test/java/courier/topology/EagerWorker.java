package courier.topology;

import courier.config.Loading;
import courier.config.SettingsLoader;
import courier.config.Sources;
import courier.dispatch.Fence;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** A worker that breaks the protocol on purpose: its calls start as soon as their markers are sent, not committed. */
public final class EagerWorker {

    private EagerWorker() {}

    /** Runs it with the settings of a file, until it is killed. */
    public static void main(String[] arguments) {
        Loading loading = SettingsLoader.load(Sources.ofProcess(Path.of(arguments[0])), SettingsLoader.Purpose.CALLS);
        if (!(loading instanceof Loading.Loaded loaded)) {
            throw new IllegalArgumentException(loading.toString());
        }
        System.exit(new Worker(loaded.settings(), new EagerClients()).run().number());
    }

    /** Clients whose producer takes every send for a commit. */
    private static final class EagerClients implements KafkaClientSupplier {

        private final FencedClients clients = new FencedClients();

        @Override
        public org.apache.kafka.clients.admin.Admin getAdmin(Map<String, Object> config) {
            return clients.getAdmin(config);
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            return new EagerProducer(config);
        }

        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
            return clients.getConsumer(config);
        }

        @Override
        public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
            return clients.getRestoreConsumer(config);
        }

        @Override
        public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
            return clients.getGlobalConsumer(config);
        }
    }

    private static final class EagerProducer extends KafkaProducer<byte[], byte[]> {

        EagerProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
            Future<RecordMetadata> sent = super.send(message, callback);
            Fence.current().committed();
            return sent;
        }
    }
}

package courier.topology;

import courier.config.Effective;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Which of the settings that are passed through to other libraries are no secrets. What nobody has declared harmless is
 * taken for a secret.
 */
public final class ForeignSettings implements Effective.Harmless {

    private static final List<ConfigDef> OF_KAFKA = List.of(
            ConsumerConfig.configDef(),
            ProducerConfig.configDef(),
            AdminClientConfig.configDef(),
            StreamsConfig.configDef());
    private static final Pattern CLIENT_PREFIX =
            Pattern.compile("^((main|restore|global)\\.consumer|consumer|producer|admin)\\.");
    private static final Pattern OF_REGISTRY = Pattern.compile("schema\\.registry\\.url|auto\\.register\\.schemas"
            + "|use\\.latest\\.version|latest\\..*|normalize\\.schemas|avro\\..*|http\\..*\\.ms|max\\.retries|retries\\..*"
            + "|.*\\.strategy|.*\\.credentials\\.source|.*\\.(location|type)");

    @Override
    public boolean test(String map, String setting) {
        return switch (map) {
            case "kafka.properties" -> isKafkasAndPlain(setting);
            case "registry.properties" -> OF_REGISTRY.matcher(setting).matches();
            case "verdicts.overrides" -> true;
            default -> false;
        };
    }

    private static boolean isKafkasAndPlain(String setting) {
        String plain = CLIENT_PREFIX.matcher(setting).replaceFirst("");
        List<ConfigDef.ConfigKey> declared = Stream.of(setting, plain)
                .flatMap(name -> OF_KAFKA.stream()
                        .filter(def -> def.configKeys().containsKey(name))
                        .map(def -> def.configKeys().get(name)))
                .toList();
        return !declared.isEmpty() && declared.stream().noneMatch(key -> key.type == ConfigDef.Type.PASSWORD);
    }
}

package courier.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.MalformedInputException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegistryFailuresTest {

    /** As Confluent's client has it: the code ends the message. */
    public static final class RestClientException extends Exception {
        RestClientException(String message, int code) {
            super(message + "; error code: " + code);
        }
    }

    static Stream<Throwable> outages() {
        return Stream.of(
                new RegistryUnavailableException("down", true, null),
                new TimeoutException("slow"),
                new DisconnectException("gone"),
                new SaslAuthenticationException("who"),
                new AuthorizationException("not you"),
                new ConfigException("no url"),
                reading(new ConnectException("refused")),
                reading(new UnknownHostException("registry")),
                reading(new SocketTimeoutException()),
                reading(new HttpTimeoutException("slow")),
                reading(new SSLHandshakeException("untrusted")),
                reading(new IOException("Connection reset by peer")),
                reading(new IOException("no header bytes", new EOFException())),
                reading(new UncheckedIOException(new ConnectException())),
                reading(new ExecutionException(new java.util.concurrent.TimeoutException())),
                new KafkaException(new RuntimeException(reading(new ConnectException()))),
                reading(new RestClientException("store down", 50001)),
                reading(new RestClientException("bad gateway", 502)),
                reading(new RestClientException("<html>not a registry</html>", 50005)),
                reading(new RestClientException("Unauthorized", 401)),
                reading(new RestClientException("Forbidden", 40301)),
                reading(new RestClientException("HTTP 404 Not Found", 404)),
                reading(new RestClientException("timeout", 408)),
                reading(new RestClientException("slow down", 429)),
                reading(new RestClientException("quoted error code: 40403 of another", 50003)),
                new InvalidConfigurationException("Unauthorized; error code: 401"),
                new InvalidConfigurationException("Too many requests; error code: 429"),
                new InvalidConfigurationException("HTTP 404 Not Found; error code: 404"),
                new InvalidConfigurationException("something is not configured"));
    }

    static Stream<Throwable> faultsOfTheRecord() {
        return Stream.of(
                new UnknownSchemaException("9"),
                new SchemaRefusedException("no"),
                new SerializationException("Unknown magic byte!"),
                reading(new EOFException()),
                reading(new CharConversionException()),
                reading(new MalformedInputException(1)),
                reading(new InvalidNumberEncodingException("Invalid int encoding")),
                reading(new AvroRuntimeException("Malformed data. Length is negative: -1")),
                reading(new AvroTypeException("Found string, expecting long")),
                reading(new ArrayIndexOutOfBoundsException()),
                reading(new ClassCastException()),
                reading(new RestClientException("Schema 9 not found", 40403)),
                reading(new RestClientException("Subject not found", 40401)),
                reading(new RestClientException("Version not found", 40402)),
                reading(new RestClientException("Invalid schema", 42201)),
                new InvalidConfigurationException("Schema is incompatible; error code: 409"),
                new NullPointerException(),
                new IllegalArgumentException("?"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void shouldLetTheRecordWaitForAnOutage(Throwable failure) {
        assertThat(RegistryFailures.isUnavailable(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheRecord")
    void shouldBlameTheRecord(Throwable failure) {
        assertThat(RegistryFailures.isUnavailable(failure)).isFalse();
    }

    @Test
    void shouldEndOnCausesThatGoInACircle() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException two = new RuntimeException("two", one);
        one.initCause(two);

        assertThat(RegistryFailures.isUnavailable(one)).isFalse();
    }

    private static SerializationException reading(Throwable cause) {
        return new SerializationException("Error retrieving Avro value schema for id 7", cause);
    }
}

package courier.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class the real parts as parameters of its methods: {@link Parts}, or one of them directly (
 * {@link courier.sandbox.part.Broker}, {@link courier.sandbox.part.Registry}, {@link courier.sandbox.part.BlobStore}),
 * which are shared by all classes, and a {@link courier.sandbox.kombo.KomboStandIn} of the class's own, with the key
 * {@link #API_KEY}. With {@code mvn -Pcontainers verify} the broker is the published image, in a container.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("parts")
@ExtendWith(PartsExtension.class)
public @interface WithParts {
    /** The key that the stand-in knows. */
    String API_KEY = "test-key";
}

package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CodesTest {

    @Test
    void shouldListThemAll() throws IllegalAccessException {
        List<Object> declared = new ArrayList<>();
        for (Field field : Codes.class.getFields()) {
            if (field.getType() == String.class) {
                declared.add(field.get(null));
            }
        }

        assertThat(Codes.ALL)
                .hasSizeGreaterThan(10)
                .hasSameElementsAs(declared.stream().map(String.class::cast).toList());
    }
}

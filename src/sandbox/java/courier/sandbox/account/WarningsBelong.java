package courier.sandbox.account;

import courier.sandbox.account.Asked.Intent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Every warning is about an intent that was asked for. */
public final class WarningsBelong implements Guarantee {

    @Override
    public String name() {
        return "every warning belongs to an intent";
    }

    @Override
    public List<Offence> offences(History history) {
        Set<Identity> asked = history.rows().stream()
                .map(row -> row.asked() instanceof Intent intent ? intent.identity() : null)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return history.warned().stream()
                .filter(warned -> !asked.contains(warned.identity()))
                .map(warned -> new Offence(
                        warned.identity().toString(), "A warning " + warned.code() + " that belongs to no intent"))
                .toList();
    }
}

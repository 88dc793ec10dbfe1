package courier.sandbox.account;

import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.Ended.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A crash leaves no more intents of an integration in doubt than may be under way at a time. Doubts that a worker
 * reported are its judgement of an answer, and count for nothing here.
 *
 * @param underWay slots and what may be marked ahead of them
 * @param crashes how many there were
 */
public record DoubtsAreFew(int underWay, int crashes) implements Guarantee {

    @Override
    public String name() {
        return "a crash leaves in doubt what was under way, and no more";
    }

    @Override
    public List<Offence> offences(History history) {
        Map<String, Long> byIntegration = history.rows().stream()
                .filter(DoubtsAreFew::isSilentDoubt)
                .collect(Collectors.groupingBy(
                        row -> ((Intent) row.asked()).identity().integration(), Collectors.counting()));
        return byIntegration.entrySet().stream()
                .filter(entry -> entry.getValue() > (long) underWay * crashes)
                .map(entry -> new Offence(
                        entry.getKey(), entry.getValue() + " intents in doubt after " + crashes + " crashes"))
                .toList();
    }

    private static boolean isSilentDoubt(Row row) {
        return row.asked() instanceof Intent
                && row.ended() instanceof DeadLetter letter
                && letter.inDoubt()
                && !letter.reported();
    }
}

package courier.cli;

import courier.avro.ApplicationDeadLetter;
import courier.intent.Identity;
import courier.intent.Intent;
import courier.intent.Violation;
import courier.replay.Account;
import courier.replay.Found;
import courier.replay.Found.Letter;
import courier.replay.Plan;
import courier.replay.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a replay tells a person. Ids are printed, and nothing else of an intent. */
final class ReplayText {

    private final PrintWriter out;

    /** Is told of each dead letter and its plan. */
    interface Told {
        void told(Found found, Plan plan);
    }

    ReplayText(PrintWriter out) {
        this.out = out;
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }

    /** A dead letter in a dry run. */
    void line(Found found, Plan plan) {
        String who = found.position() + "  " + name(found);
        switch (plan) {
            case Plan.Leave _ -> {}
            case Plan.Replay(var _, Intent intent) -> line("replay  " + who + " -> " + name(found, intent));
            case Plan.Raw _ -> line("raw     " + who);
            case Plan.Skip(Reason reason, String detail, List<Violation> violations) -> {
                line("skip    " + who + "  " + reason.name() + (detail.isEmpty() ? "" : ": " + detail));
                violations.forEach(violation -> line("          " + violation.pointer() + ": " + violation.message()
                        + " [" + violation.rule() + "]"));
            }
        }
    }

    private void line(String text) {
        out.println(Printable.of(text).replace("\n", "\\n"));
    }

    private static String name(Found found) {
        if (found instanceof Letter letter && letter.content().getIntent() != null) {
            ApplicationDeadLetter content = letter.content();
            return new Identity(content.getIntegrationId(), content.getIntentId(), content.getGeneration()).toString();
        }
        return "(bytes)";
    }

    private static String name(Found found, Intent intent) {
        boolean same = found instanceof Letter letter
                && intent.identity().integrationId().equals(letter.content().getIntegrationId())
                && intent.identity().intentId().equals(letter.content().getIntentId());
        return same ? "#" + intent.identity().generation() : intent.identity() + ", replaces " + intent.replaces();
    }

    /** The sums. */
    void account(String what, Account account) {
        out.println(what + ": " + account.replayed());
        long skipped = account.selected() - account.replayed();
        if (skipped > 0) {
            out.println("skipped: " + skipped);
            account.skipped()
                    .forEach((reason, count) -> out.println(
                            String.format(Locale.ROOT, "%8d  %-18s  %s", count, reason.name(), reason.meaning())));
        }
        out.flush();
    }

    /** Asks a person. */
    boolean confirmed(long count, InputStream input) {
        out.print("Replay " + count + (count == 1 ? " dead letter" : " dead letters") + "? [y/N] ");
        out.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).readLine();
            return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException("the answer cannot be read", e);
        }
    }
}

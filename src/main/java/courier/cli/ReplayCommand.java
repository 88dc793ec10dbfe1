package courier.cli;

import courier.admission.Admission;
import courier.config.Settings;
import courier.ops.ExitCode;
import courier.outcome.Action;
import courier.replay.Account;
import courier.replay.Decision;
import courier.replay.Guard;
import courier.replay.LetterDesk;
import courier.replay.Pace;
import courier.replay.Planner;
import courier.replay.Selection;
import courier.replay.Session;
import courier.replay.SessionState;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code courier replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Brings dead letters back as intents, each once.",
        description = {
            "",
            "A replay is the next generation of the same intent. It is checked by the rules of a worker with these"
                    + " settings before it is published, and the ledger lets it in only if the one before was provably"
                    + " not delivered. What is replayed and how far the session has come are committed together: after"
                    + " any interruption, the same command with --session NAME goes on where it stopped, and a second"
                    + " one takes the session over. A session ends where the topic ended when it began. Needs no API"
                    + " key.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier replay --code RETRIES_EXHAUSTED --dry-run       what would happen",
            "  courier replay --code RETRIES_EXHAUSTED                 do it, after a question",
            "  courier replay --code INVALID_INTENT --patch fix.json   with a correction",
            "  courier replay --in-doubt --intent i-17 --resubmit-unknown",
            "  courier replay --code UNDECODABLE --raw                 once the schema is registered"
        })
final class ReplayCommand implements Callable<Integer> {

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final SelectionOptions options = new SelectionOptions();

    @Mixin
    private final ReplayOptions how = new ReplayOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ReplayCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        if (how.patch != null && how.raw) {
            throw new ParameterException(
                    spec.commandLine(), "--raw publishes records as they were: no --patch with it");
        }
        if (options.isRelative() && !how.dryRun) {
            Selection now = options.selection(wiring.time().wallMillis());
            throw new ParameterException(
                    spec.commandLine(),
                    "A replay may have to go on later, and must mean the same dead letters then: write the time itself,"
                            + " now " + Objects.requireNonNullElse(now.since(), now.until()));
        }
        return LetterDesks.at(wiring, settings, spec.commandLine().getErr(), this::replay);
    }

    private ExitCode replay(Settings loaded, LetterDesk desk) {
        return switch (PatchFile.read(how.patch)) {
            case PatchFile.Refused(String why) -> refuse(why);
            case PatchFile.Read read -> replay(loaded, desk, read);
        };
    }

    private ExitCode replay(Settings loaded, LetterDesk desk, PatchFile.Read patch) {
        Selection selection = options.selection(wiring.time().wallMillis());
        Guard guard = new Guard(
                patch.patch(),
                how.resubmitUnknown,
                how.raw,
                selection.actions().contains(Action.NEVER.text()),
                loaded.replay().generationsMax());
        Planner planner = new Planner(
                selection,
                guard,
                new Admission(loaded.attachments()),
                desk::whole,
                desk::decodes,
                wiring.time()::wallMillis);
        return replay(desk, planner, Decision.of(selection, how.resubmitUnknown, how.raw, patch.text()));
    }

    private ExitCode replay(LetterDesk desk, Planner planner, String decision) {
        Optional<SessionState> known = how.session == null ? Optional.empty() : desk.session(how.session);
        if (known.isPresent() && !known.get().decided(decision)) {
            return refuse("The session " + how.session + " was begun with other options: it goes on with the same ones"
                    + " only (but for --limit and --rate). For these, give another name.");
        }
        SessionState start = known.orElseGet(() -> SessionState.fresh(desk.all(), decision));
        ReplayText text = new ReplayText(spec.commandLine().getOut());
        if (how.dryRun) {
            Account account = pass(desk, planner, start, text::line);
            text.account("would be replayed", account);
            return ExitCode.OK;
        }
        if (!how.yes && !start.isDone()) {
            Account account = pass(desk, planner, start, (_, _) -> {});
            text.account("to be replayed", account);
            long count =
                    Math.min(account.replayed(), how.limit - start.account().replayed());
            if (count <= 0 || !text.confirmed(count, wiring.input())) {
                text.say("Nothing was replayed.");
                return ExitCode.OK;
            }
        }
        return run(desk, planner, how.session == null ? ReplayOptions.newName(wiring.time()) : how.session, start);
    }

    private Account pass(LetterDesk desk, Planner planner, SessionState start, ReplayText.Told told) {
        return PlanPass.over(
                desk, planner, start.remaining(), how.limit - start.account().replayed(), told, wiring.time());
    }

    private ExitCode run(LetterDesk desk, Planner planner, String name, SessionState start) {
        ReplayText text = new ReplayText(spec.commandLine().getOut());
        text.say("session: " + name
                + (start.account().selected() == 0
                        ? ""
                        : ", goes on; replayed before: " + start.account().replayed()));
        try (Session session = desk.begin(name, start);
                Gauge gauge = new Gauge("replaying", start.remaining().size(), true, wiring.time())) {
            Session.Ending ending = session.run(
                    planner::plan,
                    new Pace(wiring.time(), how.rate),
                    how.limit,
                    state -> gauge.at(
                            start.remaining().size() - state.remaining().size()));
            return switch (ending) {
                case DONE -> end(text, "replayed", session);
                case LIMITED -> {
                    ExitCode code = end(text, "replayed, as many as --limit allows", session);
                    text.say("To go on: the same command with --session " + name + " and another --limit.");
                    yield code;
                }
                case TAKEN_OVER -> takenOver();
            };
        } catch (KafkaException e) {
            goOn(name);
            throw e;
        }
    }

    private ExitCode takenOver() {
        spec.commandLine().getErr().println("Another process has taken the session over: it goes on there.");
        return ExitCode.TAKEN_OVER;
    }

    private void goOn(String name) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("The replay was interrupted. The same command with --session " + name
                + " goes on where it stopped; nothing is replayed twice.");
    }

    private static ExitCode end(ReplayText text, String what, Session session) {
        text.account(what, session.state().account());
        return ExitCode.OK;
    }

    private ExitCode refuse(String why) {
        spec.commandLine().getErr().println(why);
        return ExitCode.INVALID_INPUT;
    }
}

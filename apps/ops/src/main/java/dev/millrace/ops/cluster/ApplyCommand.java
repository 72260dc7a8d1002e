package dev.millrace.ops.cluster;

import dev.millrace.kit.Sleeper;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.connect.ConnectOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates and changes connectors so that a cluster has what the files say. */
@Command(
        name = "apply",
        description =
                "Creates connectors of a folder that a cluster has not, and changes those that differ. What is equal"
                        + " is not touched, and nothing is removed.",
        sortOptions = false)
public final class ApplyCommand implements Callable<Integer> {

    /**
     * What was done.
     *
     * @param dryRun whether it was only compared
     */
    record Report(boolean dryRun, List<Change> connectors) {}

    @Parameters(
            paramLabel = "DIR",
            description = "A folder with .json files, those of its folders too, or one such file.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--dry-run", description = "Show the differences and do nothing.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Wait until every connector of the folder and all its tasks run.")
    private boolean wait;

    @Option(
            names = "--wait-seconds",
            paramLabel = "N",
            defaultValue = "120",
            description = "How long to wait for one connector. ${DEFAULT-VALUE} by default.")
    private int waitSeconds;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        List<ConnectorFile> files = Apply.checked(ConnectorFolder.read(folder));
        Apply apply = new Apply(connect.api(), Sleeper.SYSTEM);
        // All are compared first: a cluster that can't be reached is noticed before anything is done.
        List<Change> changes = new ArrayList<>(files.stream().map(apply::plan).toList());
        if (!dryRun) {
            for (int i = 0; i < files.size(); i++) {
                changes.set(i, apply.carryOut(changes.get(i), files.get(i)));
            }
            if (wait) {
                changes.replaceAll(change -> apply.await(change, Duration.ofSeconds(waitSeconds)));
            }
        }
        output.report(new Report(dryRun, changes), out -> print(changes, out));
        if (changes.stream().anyMatch(change -> !change.problem().isEmpty())) {
            return ExitCode.INCOMPLETE;
        }
        boolean differs = changes.stream().anyMatch(change -> change.action() != Change.Action.UNCHANGED);
        return dryRun && differs ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static void print(List<Change> changes, PrintWriter out) {
        for (Change change : changes) {
            out.println(change.action().code() + " " + change.connector()
                    + (change.state().isEmpty() ? "" : ": " + change.state())
                    + (change.problem().isEmpty() ? "" : ": " + change.problem()));
            change.differences().forEach(difference -> out.println("  " + difference.line()));
        }
    }
}

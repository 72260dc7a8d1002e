package dev.millrace.ops.cluster;

import dev.millrace.kit.Sleeper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.connect.ConnectOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings back what backup wrote. */
@Command(
        name = "restore",
        description =
                "Brings back connectors with their offsets from a backup. Each is created stopped and stays so until"
                        + " it is resumed; one that is there already is left alone.",
        sortOptions = false)
public final class RestoreCommand implements Callable<Integer> {

    /** What was done. */
    record Report(boolean dryRun, String taken, String cluster, List<Restore.Outcome> connectors) {}

    @Parameters(paramLabel = "FILE", description = "What backup wrote.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--dry-run", description = "Show what would be done and do nothing.")
    private boolean dryRun;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "These connectors alone.")
    private List<String> only = List.of();

    @Option(
            names = "--replace",
            description = "Stop connectors that are there, and set them back to the backup: configuration and offsets.")
    private boolean replace;

    @Option(
            names = "--resume",
            description =
                    "Let each connector run or pause as it did when the backup was made. Without it all stay stopped.")
    private boolean resume;

    @Option(
            names = "--offsets",
            paramLabel = "WHOSE",
            defaultValue = "ALL",
            description = "all, source or none: those of sinks are places in topics, which another Kafka does not have."
                    + " All by default.")
    @SuppressWarnings("NullAway.Init")
    private Restore.Offsets offsets;

    @Option(
            names = "--wait-seconds",
            paramLabel = "N",
            defaultValue = "120",
            description = "How long to wait until one connector has stopped. ${DEFAULT-VALUE} by default.")
    private int waitSeconds;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        Backup backup = Backup.read(file);
        List<Backup.Entry> entries = backup.connectors().stream()
                .filter(entry -> only.isEmpty() || only.contains(entry.name()))
                .toList();
        for (String name : only) {
            if (entries.stream().noneMatch(entry -> entry.name().equals(name))) {
                throw CommandFailure.usage("the backup has no connector " + name + "; nothing was done");
            }
        }
        Restore restore =
                new Restore(connect.api(), Sleeper.SYSTEM, replace, resume, offsets, Duration.ofSeconds(waitSeconds));
        List<Restore.Outcome> outcomes = new ArrayList<>();
        output.forEach("connectors compared", entries, entry -> outcomes.add(restore.plan(entry)));
        if (!dryRun) {
            output.forEach(
                    "connectors restored",
                    IntStream.range(0, entries.size()).boxed().toList(),
                    i -> outcomes.set(i, restore.carryOut(entries.get(i), outcomes.get(i))));
        }
        output.report(new Report(dryRun, backup.taken(), backup.cluster(), outcomes), out -> print(outcomes, out));
        boolean complete =
                outcomes.stream().allMatch(outcome -> outcome.problem().isEmpty());
        return complete ? ExitCode.OK : dryRun ? ExitCode.FINDINGS : ExitCode.INCOMPLETE;
    }

    private static void print(List<Restore.Outcome> outcomes, PrintWriter out) {
        for (Restore.Outcome outcome : outcomes) {
            String done = outcome.offsets() + " offsets, " + outcome.state();
            out.println(outcome.action().code() + " " + outcome.connector() + ": "
                    + (outcome.problem().isEmpty() ? done : outcome.problem()));
        }
    }
}

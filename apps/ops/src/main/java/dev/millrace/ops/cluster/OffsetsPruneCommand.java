package dev.millrace.ops.cluster;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.ops.connect.ConnectOptions;
import dev.millrace.ops.connect.ConnectRefusal;
import dev.millrace.ops.connect.State;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets files that were read and are gone. */
@Command(
        name = "prune",
        description =
                "Removes the offsets of files that were read to their end and are no longer there, of a connector that"
                        + " reads files. Without --apply it only shows them.",
        sortOptions = false)
public final class OffsetsPruneCommand implements Callable<Integer> {

    /**
     * What was found.
     *
     * @param applied whether the entries are removed
     * @param gone those of files that are no longer there
     * @param kept how many others there are
     */
    record Report(String connector, boolean applied, List<FileEntry> gone, int kept) {}

    /** Where the files are looked up. */
    static final class Where {

        @Option(
                names = "--listing",
                paramLabel = "FILE",
                description = "A list of all files that are there, one path in a line, as the entries name them.")
        private @Nullable Path listing;

        @Option(
                names = "--mounted",
                paramLabel = "DIR",
                description =
                        "Where the root of the server is mounted on this machine; / for the connector's own folders.")
        private @Nullable Path mounted;
    }

    @Parameters(paramLabel = "NAME", description = "The connector.")
    @SuppressWarnings("NullAway.Init")
    private String connector;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Where where;

    @Option(
            names = "--apply",
            description = "Remove the entries. The connector must be stopped, before the listing is made.")
    private boolean apply;

    @Option(
            names = "--reading",
            description =
                    "Also entries in the state reading. Without audit.topic every file that was read stays in it; with"
                            + " audit.topic it is one that was taken away half read, which nothing tells afterwards.")
    private boolean reading;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        PresentFiles files = where.listing != null
                ? PresentFiles.listed(where.listing)
                : PresentFiles.mounted(where.mounted == null ? Path.of("") : where.mounted);
        ConnectApi cluster = connect.api();
        State state = cluster.state(connector)
                .orElseThrow(() -> CommandFailure.usage("the cluster has no connector " + connector));
        if (apply && !state.isStopped()) {
            throw CommandFailure.usage(connector + " is not stopped: PUT /connectors/" + connector
                    + "/stop, then list the files anew, prune, and PUT /connectors/" + connector
                    + "/resume; nothing was done");
        }
        List<FileEntry> entries =
                cluster.offsets(connector).stream().flatMap(FileEntry::of).toList();
        List<FileEntry> gone = new ArrayList<>();
        output.forEach("entries looked up", entries, entry -> {
            if ((reading || entry.isFinished()) && !files.contains(entry.path())) {
                gone.add(entry);
            }
        });
        if (apply && !gone.isEmpty()) {
            remove(cluster, gone);
        }
        Report report = new Report(connector, apply, gone, entries.size() - gone.size());
        output.report(report, out -> print(report, out));
        return gone.isEmpty() || apply ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private void remove(ConnectApi cluster, List<FileEntry> gone) {
        try {
            cluster.alterOffsets(
                    connector, gone.stream().map(FileEntry::removal).toList());
        } catch (ConnectRefusal refused) {
            throw CommandFailure.incomplete(connector + " refuses to forget the files: " + refused.sentence(), refused);
        }
    }

    private static void print(Report report, PrintWriter out) {
        report.gone().forEach(entry -> out.println(entry.path() + " (" + entry.state() + ")"));
        out.println(report.gone().size()
                + (report.applied() ? " entries removed, " : " entries of files that are gone, ") + report.kept()
                + " kept" + (report.applied() || report.gone().isEmpty() ? "" : "; --apply removes them"));
    }
}

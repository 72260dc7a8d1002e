package dev.millrace.ops.cluster;

import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.connect.ConnectOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds flows without owner or runbook, and connectors that nobody registered. */
@Command(
        name = "check",
        description =
                "Finds flows without owner, contact, promise or runbook, and connectors of files or of a cluster that"
                        + " no flow names.",
        sortOptions = false)
public final class RegistryCheckCommand implements Callable<Integer> {

    /** What was found. */
    record Report(int flows, List<RegistryCheck.Fault> findings) {}

    @Parameters(paramLabel = "DIR", description = "The folder of the registry.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--configs",
            paramLabel = "DIR",
            description = "Compare with the connectors of this folder of .json files.")
    private @Nullable Path configs;

    @Option(names = "--live", description = "Compare with the connectors of the cluster.")
    private boolean live;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "",
            description = "Below which runbooks lie that are no addresses. The working directory by default.")
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        Registry registry = Registry.read(folder);
        RegistryCheck check = new RegistryCheck(registry);
        check.flows(root);
        if (configs != null) {
            Map<String, ConnectorFile> files = new TreeMap<>();
            Apply.checked(ConnectorFolder.read(configs)).forEach(file -> files.put(file.name(), file));
            check.connectors(configs.toString(), files);
        }
        if (live) {
            Map<String, ConnectorFile> connectors = new TreeMap<>();
            connect.api()
                    .connectors()
                    .forEach((name, found) -> connectors.put(name, new ConnectorFile("", found.config())));
            check.connectors("the cluster", connectors);
        }
        Report report = new Report(registry.flows().size(), check.faults());
        output.report(report, out -> print(report, out));
        return report.findings().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static void print(Report report, PrintWriter out) {
        report.findings()
                .forEach(fault -> out.println(fault.subject() + ": " + fault.message() + " [" + fault.code() + "]"));
        out.println(report.flows() + " flows, " + report.findings().size() + " findings");
    }
}

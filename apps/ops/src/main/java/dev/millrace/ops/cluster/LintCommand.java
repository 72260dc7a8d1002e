package dev.millrace.ops.cluster;

import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.connect.ConnectOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks configurations in files before a cluster gets them. */
@Command(
        name = "lint",
        description = "Checks every connector's configuration in a folder: against the definitions of the plugins, and"
                + " against what a flow needs to lose nothing.",
        sortOptions = false)
public final class LintCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            description = "A folder with .json files, those of its folders too, or one such file.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--live",
            description =
                    "Ask the cluster instead of the definitions that this command knows: what its plugins, those of"
                            + " others too, say of each configuration.")
    private boolean live;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "The registry of integrations, in which each connector must have an owner. The folder"
                    + " integrations beside the files, if there is one.")
    private @Nullable Path registry;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many replicas each topic must have that a configuration creates; 3 where Kafka has three"
                    + " brokers or more. ${DEFAULT-VALUE} by default.")
    private int leastReplicas;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        Path integrations = registry == null ? folder.resolve("integrations") : registry;
        Optional<Registry> owners = registry != null || integrations.toFile().isDirectory()
                ? Optional.of(Registry.read(integrations))
                : Optional.empty();
        Lint.Report report = new Lint(live ? Optional.of(connect.api()) : Optional.empty(), owners, leastReplicas)
                .run(ConnectorFolder.read(folder));
        output.report(report, out -> print(report, out));
        return report.findings().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static void print(Lint.Report report, PrintWriter out) {
        report.findings().forEach(finding -> out.println(finding.line()));
        report.unchecked()
                .forEach((file, plugins) ->
                        out.println(file + ": not judged without --live: " + String.join(", ", plugins)));
        out.println(report.files() + " configurations, " + report.findings().size() + " findings");
    }
}

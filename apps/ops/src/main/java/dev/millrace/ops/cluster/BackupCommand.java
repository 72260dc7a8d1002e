package dev.millrace.ops.cluster;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.ops.connect.ConnectOptions;
import dev.millrace.ops.connect.Connector;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what restore brings back. */
@Command(
        name = "backup",
        description = "Writes every connector's configuration, state and offsets into one file, for restore. Nothing is"
                + " stopped: what a running connector stores afterwards is not in it.",
        sortOptions = false)
public final class BackupCommand implements Callable<Integer> {

    /** What was written. */
    record Report(String file, String cluster, int connectors, int offsets) {}

    @Parameters(paramLabel = "FILE", description = "Written anew, readable for its owner alone.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "These connectors alone.")
    private List<String> only = List.of();

    @Option(
            names = "--with-secrets",
            description =
                    "Also when a configuration holds a secret that is no reference to a config provider: the file then"
                            + " holds it too.")
    private boolean withSecrets;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        ConnectApi cluster = connect.api();
        Map<String, Connector> connectors = cluster.connectors();
        for (String name : only) {
            if (!connectors.containsKey(name)) {
                throw CommandFailure.usage("the cluster has no connector " + name + "; nothing was written");
            }
        }
        if (!only.isEmpty()) {
            connectors.keySet().retainAll(only);
        }
        if (!withSecrets) {
            refuseSecrets(connectors, cluster);
        }
        List<Backup.Entry> entries = new ArrayList<>();
        output.forEach("connectors read", connectors.entrySet(), named -> {
            Connector connector = named.getValue();
            entries.add(new Backup.Entry(
                    named.getKey(),
                    connector.type(),
                    connector.state().connector(),
                    connector.config(),
                    cluster.offsets(named.getKey())));
        });
        Backup backup = new Backup(
                Backup.VERSION, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), cluster.clusterId(), entries);
        backup.write(file);
        int offsets = entries.stream().mapToInt(entry -> entry.offsets().size()).sum();
        Report report = new Report(file.toString(), backup.cluster(), entries.size(), offsets);
        output.report(
                report, out -> out.println(entries.size() + " connectors with " + offsets + " offsets are in " + file));
        return ExitCode.OK;
    }

    private void refuseSecrets(Map<String, Connector> connectors, ConnectApi cluster) {
        List<String> plain = new ArrayList<>();
        output.forEach("connectors checked", connectors.entrySet(), named -> {
            ConnectorFile config = new ConnectorFile("", named.getValue().config());
            Secrets.of(config, cluster).plain(config.settings()).forEach(key -> plain.add(named.getKey() + ": " + key));
        });
        if (!plain.isEmpty()) {
            throw CommandFailure.usage("secrets stand in configurations (" + String.join(", ", plain)
                    + "): leave them to a config provider, or give --with-secrets; nothing was written");
        }
    }
}

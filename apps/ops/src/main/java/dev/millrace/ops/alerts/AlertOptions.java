package dev.millrace.ops.alerts;

import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.watch.Watch;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The console's options for alerts. */
public final class AlertOptions {

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description = "Rules and channels of alerts, as docs/guides/alerts.md describes them.")
    private @Nullable Path rules;

    @Option(
            names = "--alerts-state",
            paramLabel = "FILE",
            description = "Where alerts are kept over restarts of the console, so that nothing is told twice.")
    private @Nullable Path state;

    /**
     * The part of the console that tells alerts.
     *
     * @param kafka has the audit topics of connectors
     * @throws dev.millrace.ops.CommandFailure naming what is wrong in a file
     */
    public AlertsSection section(Watch watch, KafkaClients kafka) {
        return AlertsSection.open(
                Optional.ofNullable(rules), Optional.ofNullable(state), watch, () -> kafka.consumer(Map.of()));
    }
}

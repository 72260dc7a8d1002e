package dev.millrace.ops.dlq;

import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.kafka.KafkaOptions;
import dev.millrace.ops.worker.PluginPath;
import dev.millrace.ops.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends records again. */
@Command(
        name = "replay",
        description = {
            "Sends what is set aside again, byte for byte, exactly once, whatever happens to this process.",
            "Exit code 1 when records were parked since they were sent too often; 4 when it stopped in the middle:"
                    + " the same call goes on."
        },
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    @Option(
            names = "--to",
            defaultValue = Destination.RETRY,
            paramLabel = "retry|origin|TOPIC",
            description = "Where to: retry (the default) is TOPIC.retry.CONNECTOR, which that connector alone reads;"
                    + " origin is the topic they came from, so all its readers get them again.")
    @SuppressWarnings("NullAway.Init")
    private String to;

    @Option(
            names = "--max-attempts",
            defaultValue = "3",
            paramLabel = "N",
            description = "What was sent again so often goes to TOPIC.parked instead; 3 by default.")
    private int maxAttempts;

    @Option(
            names = "--stop-growth",
            defaultValue = "10",
            paramLabel = "PERCENT",
            description = "Stop when the topic grows by more than this share of what was sent, 100 records at least; 10"
                    + " by default.")
    private double stopGrowth;

    @Option(names = "--keep-partition", description = "To the partition with the number of the first one.")
    private boolean keepPartition;

    @Option(
            names = "--transform",
            paramLabel = "FILE",
            description =
                    "Run the transforms of this connector configuration, with its converters, on each record first.")
    private @Nullable Path transform;

    @Mixin
    private final WorkerOptions worker = new WorkerOptions();

    @Option(
            names = "--edited",
            paramLabel = "FILE",
            description = "Send the records of this file, an export with --show-values, with keys and values as they"
                    + " stand in it.")
    private @Nullable Path edited;

    @Override
    public Integer call() throws IOException {
        ReplayTerms terms = options.terms();
        Optional<Edits> edits = Optional.ofNullable(edited).map(Edits::read);
        try (PluginPath plugins = worker.plugins()) {
            Optional<Correction> correction =
                    Optional.ofNullable(transform).map(file -> Correction.read(file, worker.others(), plugins));
            try {
                ReplayRequest request =
                        ReplayRequest.replay(terms, to, maxAttempts, stopGrowth, keepPartition, edits, correction);
                Replayed replayed = ShownReplay.run(KafkaClients.of(kafka), request, output);
                output.report(replayed, replayed::tell);
                return replayed.parked() > 0 ? ExitCode.FINDINGS : ExitCode.OK;
            } finally {
                correction.ifPresent(Correction::close);
            }
        }
    }
}

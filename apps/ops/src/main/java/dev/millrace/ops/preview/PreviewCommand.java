package dev.millrace.ops.preview;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.kafka.KafkaOptions;
import dev.millrace.ops.worker.ConnectorFile;
import dev.millrace.ops.worker.PluginPath;
import dev.millrace.ops.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace preview}. */
@Command(
        name = "preview",
        sortOptions = false,
        description = {
            "Runs a configuration's format and transforms on samples: files, without Kafka, or the newest records of a"
                    + " topic, for a sink.",
            "Shows each record's fields, what each transform changed, and what would be set aside and why. Reads no"
                    + " more of a file than it shows. Ends with 1 when a record would not arrive as it should."
        })
public final class PreviewCommand implements Callable<Integer> {

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(index = "0", paramLabel = "CONFIG", description = "The connector's configuration: a JSON file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path config;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE|DIR|TOPIC",
            description = "A sample; a folder of samples, which are read by their names; or, where there is neither, a"
                    + " topic: the converters of the configuration read its newest records.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path input;

    @Option(names = "--limit", paramLabel = "N", description = "How many records are shown; 10 by default.")
    private int limit = 10;

    @Mixin
    private final WorkerOptions worker = new WorkerOptions();

    @Option(names = "--show-values", description = "Show values, not only paths and types.")
    private boolean showsValues;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw CommandFailure.usage("--limit must be 1 or more");
        }
        ConnectorFile file = ConnectorFile.read(config.toString(), ConnectorFile.text(config), worker.others());
        PreviewReport report;
        try (PluginPath plugins = worker.plugins()) {
            PreviewRun run = PreviewRun.of(file, plugins, showsValues);
            report = Files.exists(input)
                    ? run.over(samples().stream().map(SampleSource::of).toList(), limit)
                    : ofTopic(run);
        }
        output.report(report, out -> new PreviewText(out).print(report));
        return report.findings() == 0 ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private PreviewReport ofTopic(PreviewRun run) {
        String topic = input.toString();
        if (!run.file().isSink()) {
            throw CommandFailure.usage(
                    topic + " is no file and no folder; a topic is read for a sink's configuration only");
        }
        KafkaClients clients;
        try {
            clients = KafkaClients.of(kafka);
        } catch (CommandFailure unnamed) {
            throw CommandFailure.usage(
                    topic + " is no file and no folder, and as a topic it can't be read: " + unnamed.getMessage(),
                    unnamed);
        }
        try (Consumer<byte[], byte[]> consumer = clients.consumer(Map.of())) {
            return run.over(consumer, topic, limit);
        }
    }

    private List<Path> samples() {
        if (!Files.isDirectory(input)) {
            return List.of(input);
        }
        try (Stream<Path> entries = Files.list(input)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw CommandFailure.usage(input + " can't be listed; name a folder that can", unreadable);
        }
    }
}

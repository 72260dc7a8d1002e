package dev.millrace.ops.preview;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace preview}. */
@Command(
        name = "preview",
        sortOptions = false,
        description = {
            "Runs a configuration's format and transforms on sample files, without Kafka.",
            "Shows each record's fields, what each transform changed, and what would be set aside and why. Reads no"
                    + " more of a file than it shows. Ends with 1 when a record would not arrive as it should."
        })
public final class PreviewCommand implements Callable<Integer> {

    @Mixin
    private final Output output = new Output();

    @Parameters(index = "0", paramLabel = "CONFIG", description = "The connector's configuration: a JSON file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path config;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE|DIR",
            description = "A sample, or a folder of samples, which are read by their names.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path input;

    @Option(names = "--limit", paramLabel = "N", description = "How many records are shown; 10 by default.")
    private long limit = 10;

    @Option(
            names = "--plugin-path",
            paramLabel = "DIR",
            split = ",",
            description = "Folders of plugins, as plugin.path of a worker names them, for transforms that are not ours"
                    + " and not Kafka's.")
    private List<Path> pluginPath = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replaces a value of the configuration, such as a path or a secret that only a worker knows.")
    private Map<String, String> others = new LinkedHashMap<>();

    @Option(names = "--show-values", description = "Show values, not only paths and types.")
    private boolean showsValues;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw CommandFailure.usage("--limit must be 1 or more");
        }
        ConnectorFile file = ConnectorFile.read(config, others);
        List<Path> samples = samples();
        PreviewReport report;
        try (PluginPath plugins = new PluginPath(pluginPath)) {
            report = file.isSink() ? ofSink(file, plugins, samples) : ofSource(file, plugins, samples);
        }
        output.report(report, out -> new PreviewText(out).print(report));
        return report.findings() == 0 ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private PreviewReport ofSource(ConnectorFile file, PluginPath plugins, List<Path> samples) {
        try (TransformChain<SourceRecord> chain = new TransformChain<>(file, plugins)) {
            RecordPreview<SourceRecord> records = new RecordPreview<>(
                    file, chain, (source, value) -> RecordPreview.source(file, source, value), showsValues);
            return new SamplePreview(file, records, limit).run(samples);
        }
    }

    private PreviewReport ofSink(ConnectorFile file, PluginPath plugins, List<Path> samples) {
        try (TransformChain<SinkRecord> chain = new TransformChain<>(file, plugins)) {
            RecordPreview<SinkRecord> records = new RecordPreview<>(
                    file, chain, (source, value) -> RecordPreview.sink(file, source, value), showsValues);
            return new SamplePreview(file, records, limit).run(samples);
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

package dev.millrace.ops.audit;

import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.kafka.KafkaOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies evidence out of Kafka, for an archive, byte for byte and with its offsets. */
@Command(
        name = "export",
        description = "Writes topics to a file that verify reads: every record byte for byte, with its offset.",
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {

    /** What the option json prints. */
    record Exported(String file, long records) {}

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "The topics.")
    private List<String> topics = List.of();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "A file that is not there yet. It holds the records' values: protect it like the topic.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        long records;
        try (EvidenceLog log = new ShownLog(new TopicLog(kafka.client(), topics), output)) {
            records = ExportFile.write(log, file);
        }
        output.report(
                new Exported(file.toString(), records), out -> out.println(records + " records written to " + file));
        return ExitCode.OK;
    }
}

package dev.millrace.ops.dlq;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.kafka.KafkaOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes records to a file, to be edited and handed to {@code replay --edited}. */
@Command(
        name = "export",
        description = {
            "Writes what is set aside to a file, one JSON document a line, as show --json has it.",
            "With --show-values the file can be edited (key, value; or keyHex, valueHex) and sent by"
                    + " replay --edited."
        },
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SelectionOptions options = new SelectionOptions();

    @Option(
            names = "--to-file",
            required = true,
            paramLabel = "FILE",
            description = "The file, which must not be there yet.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--show-values", description = "Also keys, values, messages and all headers.")
    private boolean values;

    /** The report as JSON. */
    record Exported(String topic, String file, long records) {}

    @Override
    public Integer call() {
        Selection selection = options.selection();
        AtomicLong records = new AtomicLong();
        try (Consumer<byte[], byte[]> consumer = KafkaClients.of(kafka).consumer(Map.of());
                Writer lines = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            selection.read(consumer, output, aside -> {
                try {
                    lines.write(JSON.writeValueAsString(Shown.of(aside, values)));
                    lines.write('\n');
                } catch (IOException full) {
                    throw new UncheckedIOException(full);
                }
                records.incrementAndGet();
            });
        } catch (java.nio.file.FileAlreadyExistsException there) {
            throw CommandFailure.usage(file + " is there already", there);
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailure.incomplete(
                    file + " can't be written, after " + records + " records: "
                            + e.getClass().getSimpleName(),
                    e);
        }
        Exported exported = new Exported(selection.topic(), file.toString(), records.get());
        output.report(
                exported, out -> out.println(exported.records() + " records of " + exported.topic() + " in " + file));
        return ExitCode.OK;
    }
}

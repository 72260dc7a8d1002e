package dev.millrace.ops.dlq;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.kafka.KafkaOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the raw bytes of records that could not be read into a file, which is corrected and handed to the source again. */
@Command(
        name = "raw",
        description = {
            "Writes the raw bytes of malformed records to a file, one behind the other, as their sender had them.",
            "Correct it, then put it where the source reads: only the source knows what the bytes mean."
        },
        sortOptions = false)
final class RawCommand implements Callable<Integer> {

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

    @Option(names = "--binary", description = "Put no line end behind records that have none.")
    private boolean binary;

    /** The report as JSON. */
    record Written(String topic, String file, long records, long bytes) {}

    @Override
    public Integer call() {
        Selection selection = options.selection();
        AtomicLong records = new AtomicLong();
        AtomicLong size = new AtomicLong();
        try (Consumer<byte[], byte[]> consumer = KafkaClients.of(kafka).consumer(Map.of());
                OutputStream bytes =
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            selection.read(consumer, output, aside -> {
                byte[] raw = ended(RawBytes.of(aside));
                try {
                    bytes.write(raw);
                } catch (IOException full) {
                    throw new UncheckedIOException(full);
                }
                records.incrementAndGet();
                size.addAndGet(raw.length);
            });
        } catch (FileAlreadyExistsException there) {
            throw CommandFailure.usage(file + " is there already", there);
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailure.incomplete(
                    file + " can't be written, after " + records + " records: "
                            + e.getClass().getSimpleName(),
                    e);
        }
        Written written = new Written(selection.topic(), file.toString(), records.get(), size.get());
        output.report(
                written,
                out -> out.println(written.records() + " records of " + written.topic() + " in " + file + ", "
                        + written.bytes() + " bytes"));
        return ExitCode.OK;
    }

    private byte[] ended(byte[] raw) {
        if (binary || raw.length == 0 || raw[raw.length - 1] == '\n') {
            return raw;
        }
        byte[] line = Arrays.copyOf(raw, raw.length + 1);
        line[raw.length] = '\n';
        return line;
    }
}

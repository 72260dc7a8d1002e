package dev.millrace.ops.dlq;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.Output;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A new file that records are written to, one behind the other: a {@link Mixin}. */
final class TargetFile {

    @Option(
            names = "--to-file",
            required = true,
            paramLabel = "FILE",
            description = "The file, which must not be there yet.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    /** What is in the file. */
    record Content(String topic, String file, long records, long bytes) {}

    /**
     * Writes what a command reads.
     *
     * @param form in which a record stands in the file
     * @throws CommandFailure when the file is there already, or can't be written
     */
    Content fill(ReadOptions options, Output output, Function<SetAside, byte[]> form) {
        Selection selection = options.selection();
        AtomicLong records = new AtomicLong();
        AtomicLong size = new AtomicLong();
        try (Consumer<byte[], byte[]> consumer = options.consumer();
                OutputStream to = new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            selection.read(consumer, output, aside -> {
                byte[] bytes = form.apply(aside);
                write(to, bytes);
                records.incrementAndGet();
                size.addAndGet(bytes.length);
            });
        } catch (FileAlreadyExistsException there) {
            throw CommandFailure.usage(file + " is there already", there);
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailure.incomplete(
                    file + " can't be written, after " + records + " records: "
                            + e.getClass().getSimpleName(),
                    e);
        }
        return new Content(selection.topic(), file.toString(), records.get(), size.get());
    }

    private static void write(OutputStream to, byte[] bytes) {
        try {
            to.write(bytes);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}

package dev.millrace.ops.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Records of topics in a file, byte for byte: a line of JSON for the extent of each partition, then one for each record, with
 * keys, values and headers in base64.
 */
final class ExportFile implements EvidenceLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A partition, as the first lines tell of it. */
    record PartitionLine(String topic, int partition, long start, long end) {}

    /** A record. */
    @SuppressWarnings("ArrayRecordComponent") // written and read, never compared
    record RecordLine(
            String topic,
            int partition,
            long offset,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<HeaderLine> headers) {}

    /** A header of a record. */
    @SuppressWarnings("ArrayRecordComponent") // written and read, never compared
    record HeaderLine(String name, byte @Nullable [] value) {}

    private final Path file;
    private final Map<TopicPartition, Extent> extents = new LinkedHashMap<>();

    /** @throws CommandFailure when there is no such file, or it is something else */
    ExportFile(Path file) {
        this.file = file;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null && isOfPartition(line); line = lines.readLine()) {
                PartitionLine partition = JSON.readValue(line, PartitionLine.class);
                extents.put(
                        new TopicPartition(partition.topic(), partition.partition()),
                        new Extent(partition.start(), partition.end()));
            }
        } catch (IOException unreadable) {
            throw unreadable(unreadable, 1);
        }
        if (extents.isEmpty()) {
            throw CommandFailure.usage(file + " is no file that millrace audit export wrote: it names no partition");
        }
    }

    private static boolean isOfPartition(String line) throws JsonProcessingException {
        return JSON.readTree(line).has("start");
    }

    private CommandFailure unreadable(IOException failed, long line) {
        return CommandFailure.usage(
                file + " can't be read at line " + line + ": "
                        + failed.getClass().getSimpleName(),
                failed);
    }

    /** Writes a log to a file, which must not be there. */
    static long write(EvidenceLog log, Path file) {
        long[] count = {0};
        try (Writer to = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
            for (Map.Entry<TopicPartition, Extent> entry : log.extents().entrySet()) {
                TopicPartition of = entry.getKey();
                line(
                        to,
                        new PartitionLine(
                                of.topic(),
                                of.partition(),
                                entry.getValue().start(),
                                entry.getValue().end()));
            }
            log.read(Map.of(), record -> {
                line(to, of(record));
                count[0]++;
            });
        } catch (FileAlreadyExistsException taken) {
            throw CommandFailure.usage(file + " is there already; name another file", taken);
        } catch (IOException | UncheckedIOException failed) {
            throw CommandFailure.incomplete(
                    file + " can't be written: " + failed.getClass().getSimpleName(), failed);
        }
        return count[0];
    }

    private static RecordLine of(ConsumerRecord<byte[], byte[]> record) {
        List<HeaderLine> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new HeaderLine(header.key(), header.value())));
        return new RecordLine(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }

    private static void line(Writer to, Object value) {
        try {
            to.append(JSON.writeValueAsString(value)).append('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Map<TopicPartition, Extent> extents() {
        return Map.copyOf(extents);
    }

    @Override
    public void read(Map<TopicPartition, Long> from, Reader reader) {
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (number > extents.size()) {
                    RecordLine record = JSON.readValue(line, RecordLine.class);
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() >= from.getOrDefault(partition, 0L)) {
                        reader.accept(record(record));
                    }
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            throw CommandFailure.usage(
                    file + " can't be read at line " + number + ": "
                            + unreadable.getClass().getSimpleName(),
                    unreadable);
        }
    }

    @SuppressWarnings("NullAway") // a record without key or value has null there, says the client's contract
    private static ConsumerRecord<byte[], byte[]> record(RecordLine line) {
        List<Header> headers = new ArrayList<>();
        line.headers().forEach(header -> headers.add(new RecordHeader(header.name(), header.value())));
        return new ConsumerRecord<>(
                line.topic(),
                line.partition(),
                line.offset(),
                line.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                line.key(),
                line.value(),
                new RecordHeaders(headers),
                Optional.empty());
    }

    @Override
    public void close() {}
}

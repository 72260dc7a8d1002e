package dev.millrace.ops.audit;

import dev.millrace.ops.Output;
import dev.millrace.ops.ProgressBar;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A log that shows a person at a terminal how far it is read. */
final class ShownLog implements EvidenceLog {

    /** How far one reading is, by offsets: where there were transactions, not every offset has a record. */
    private static final class Reading {

        private final Map<TopicPartition, Long> places = new HashMap<>();
        private long total;
        private long done;
        private long records;

        private void covers(TopicPartition partition, long start, long end) {
            places.put(partition, start);
            total += Math.max(0, end - start);
        }

        private void show(ConsumerRecord<?, ?> record, ProgressBar bar) {
            records++;
            // A file that was tampered with may name other partitions and go back; that is for others to find.
            places.computeIfPresent(new TopicPartition(record.topic(), record.partition()), (partition, place) -> {
                long next = Math.max(place, record.offset() + 1);
                done += next - place;
                return next;
            });
            bar.show(records, done, total);
        }
    }

    private final EvidenceLog log;
    private final Output output;

    /** @param log to be closed by closing this one */
    ShownLog(EvidenceLog log, Output output) {
        this.log = log;
        this.output = output;
    }

    @Override
    public Map<TopicPartition, Extent> extents() {
        return log.extents();
    }

    @Override
    public void read(Map<TopicPartition, Long> from, Reader reader) {
        Reading reading = new Reading();
        extents()
                .forEach((partition, extent) -> reading.covers(
                        partition,
                        Math.max(extent.start(), from.getOrDefault(partition, extent.start())),
                        extent.end()));
        try (ProgressBar bar = output.progress("records read")) {
            log.read(from, record -> {
                reader.accept(record);
                reading.show(record, bar);
            });
        }
    }

    @Override
    public void close() {
        log.close();
    }
}

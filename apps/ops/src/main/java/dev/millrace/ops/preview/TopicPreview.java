package dev.millrace.ops.preview;

import dev.millrace.ops.kafka.TopicSpan;
import dev.millrace.ops.worker.ConnectorFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.sink.SinkRecord;

/** Runs a sink's converters and transforms over the newest records of a topic. */
record TopicPreview(ConnectorFile file, RecordConverters converters, RecordPreview<SinkRecord> records) {

    private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_AGE =
            Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                    .thenComparing(ConsumerRecord::partition)
                    .thenComparing(ConsumerRecord::offset);

    /** So many records, the oldest of them first; no more of a partition is read. */
    PreviewReport run(Consumer<byte[], byte[]> consumer, String topic, int limit) {
        List<ConsumerRecord<byte[], byte[]>> newest = newest(consumer, topic, limit);
        List<RecordReport> reports = newest.stream().map(this::report).toList();
        long bytes = newest.stream()
                .mapToLong(
                        record -> Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()))
                .sum();
        return new PreviewReport(
                file.get("connector.class"),
                file.get("value.converter"),
                List.of(new PreviewReport.Sample(topic, bytes, bytes, null)),
                reports,
                reports.stream().filter(RecordReport::isFinding).count());
    }

    private static List<ConsumerRecord<byte[], byte[]>> newest(
            Consumer<byte[], byte[]> consumer, String topic, int limit) {
        TopicSpan all = TopicSpan.all(consumer, topic);
        Map<Integer, Long> starts = new TreeMap<>(all.to());
        starts.replaceAll((partition, end) -> end - limit);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        all.after(starts).read(consumer, found::add);
        found.sort(BY_AGE);
        return found.subList(Math.max(0, found.size() - limit), found.size());
    }

    private RecordReport report(ConsumerRecord<byte[], byte[]> raw) {
        SamplePlace place = SamplePlace.of(raw);
        try {
            return records.of(converters.record(raw), place);
        } catch (RecordConverters.Unreadable wrong) {
            return records.unreadable(place, wrong.code(), String.valueOf(wrong.getMessage()));
        }
    }
}

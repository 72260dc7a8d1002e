package dev.millrace.ops.dlq;

import dev.millrace.ops.kafka.TopicSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * As many records as are sorted at a time.
 *
 * @param records those that are chosen, in the order in which they leave
 * @param end behind all that was looked at
 * @param isLast whether no more are wanted
 */
record Segment(List<SetAside> records, SortedMap<Integer, Long> end, boolean isLast) {

    static final int MOST_RECORDS = 100_000;
    static final long MOST_BYTES = 64L << 20;

    /**
     * Reads the next one.
     *
     * @param most how many may be chosen yet
     */
    static Segment next(
            Consumer<byte[], byte[]> consumer,
            TopicSpan rest,
            List<HeaderNames> names,
            Predicate<SetAside> chosen,
            long most,
            boolean inOrderOfOrigin) {
        List<SetAside> records = new ArrayList<>();
        SortedMap<Integer, Long> seen = new TreeMap<>(rest.from());
        long[] bytes = {0};
        boolean all = most <= 0
                || rest.read(consumer, record -> {
                    seen.put(record.partition(), record.offset() + 1);
                    SetAside aside = new SetAside(record, Cause.of(record, names));
                    if (chosen.test(aside)) {
                        records.add(aside);
                        bytes[0] += size(record);
                    }
                    return records.size() < Math.min(most, MOST_RECORDS) && bytes[0] < MOST_BYTES;
                });
        boolean enough = records.size() >= most;
        return sorted(records, all && !enough ? rest.to() : seen, all || enough, inOrderOfOrigin);
    }

    /** Reads one again that was under way. */
    static Segment again(
            Consumer<byte[], byte[]> consumer,
            TopicSpan segment,
            List<HeaderNames> names,
            Predicate<SetAside> chosen,
            boolean inOrderOfOrigin) {
        List<SetAside> records = new ArrayList<>();
        boolean unused = segment.read(consumer, record -> {
            SetAside aside = new SetAside(record, Cause.of(record, names));
            if (chosen.test(aside)) {
                records.add(aside);
            }
            return true;
        });
        return sorted(records, segment.to(), false, inOrderOfOrigin);
    }

    private static Segment sorted(
            List<SetAside> records, SortedMap<Integer, Long> end, boolean isLast, boolean inOrderOfOrigin) {
        List<SetAside> inOrder = records.stream()
                .map(aside -> Map.entry(Place.of(aside, inOrderOfOrigin), aside))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        return new Segment(inOrder, end, isLast);
    }

    /** About what a record takes, in bytes. */
    static long size(ConsumerRecord<byte[], byte[]> record) {
        return 200L + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
}

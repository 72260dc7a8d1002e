package dev.millrace.ops.setaside;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.dlq.Criteria;
import dev.millrace.ops.dlq.Group;
import dev.millrace.ops.dlq.Selection;
import dev.millrace.ops.dlq.SetAside;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.kafka.TopicSpan;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;

/** Reads topics for pages: never more than a bounded part of one, and never for more than a few visitors at once. */
final class Look {

    /** Records that a page looks at. */
    static final int MOST_RECORDS = 100_000;
    /** Bytes that a page looks at. */
    static final long MOST_BYTES = 256L << 20;
    /** Records that a page names one by one. */
    static final int SHOWN = 50;

    private static final int AT_ONCE = 4;
    private static final long WAIT_SECONDS = 30;

    /**
     * What was found.
     *
     * @param looked records that were looked at
     * @param there offsets that could be looked at
     */
    record Found(List<Group.OverTime> groups, List<SetAside> newest, long matching, long looked, long there) {

        /** Whether it says something of every record. */
        boolean isWhole() {
            return looked >= there;
        }
    }

    private static final Comparator<SetAside> BY_TIME = Comparator.comparingLong(
                    (SetAside aside) -> aside.raw().timestamp())
            .thenComparingLong(aside -> aside.raw().offset());

    private final KafkaClients clients;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Look(KafkaClients clients) {
        this.clients = clients;
    }

    /** The newest part of what is selected, by groups. */
    Found at(Selection selection) {
        return inTurn(() -> {
            try (Consumer<byte[], byte[]> consumer = consumer()) {
                if (!isThere(consumer, selection.topic())) {
                    return new Found(List.of(), List.of(), 0, 0, 0);
                }
                TopicSpan all = selection.within(TopicSpan.all(consumer, selection.topic()));
                return read(consumer, selection, all, newest(all));
            }
        });
    }

    private Consumer<byte[], byte[]> consumer() {
        return clients.consumer(Map.of());
    }

    private static boolean isThere(Consumer<byte[], byte[]> consumer, String topic) {
        try {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            return partitions != null && !partitions.isEmpty();
        } catch (KafkaException refused) {
            throw KafkaClients.failure("topic " + topic, refused);
        }
    }

    private static Found read(Consumer<byte[], byte[]> consumer, Selection selection, TopicSpan all, TopicSpan newest) {
        Group.Counter counter = new Group.Counter();
        PriorityQueue<SetAside> kept = new PriorityQueue<>(BY_TIME);
        long[] sums = {0, 0, 0};
        boolean whole = newest.read(consumer, record -> {
            sums[0]++;
            sums[1] += size(record);
            SetAside aside = selection.read(record);
            if (selection.has(aside)) {
                sums[2]++;
                counter.count(aside);
                kept.add(aside);
                if (kept.size() > SHOWN) {
                    kept.remove();
                }
            }
            return sums[1] < MOST_BYTES;
        });
        // Offsets that no record stands at, such as those of deleted ones, were looked at too.
        long looked = whole ? newest.size() : sums[0];
        return new Found(
                counter.overTime(Instant.now()),
                kept.stream().sorted(BY_TIME.reversed()).toList(),
                sums[2],
                looked,
                all.size());
    }

    private static TopicSpan newest(TopicSpan all) {
        long each = MOST_RECORDS / Math.max(1, all.to().size());
        if (all.size() <= MOST_RECORDS) {
            return all;
        }
        TreeMap<Integer, Long> begins = new TreeMap<>();
        all.to().forEach((partition, end) -> begins.put(partition, end - each));
        return all.after(begins);
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return 200L + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    /** The record at a place; empty when there is none. */
    Optional<SetAside> at(Place place) {
        return inTurn(() -> {
            Selection one = Selection.of(Criteria.one(place.topic(), place.partition(), place.offset()));
            SetAside[] found = {null};
            try (Consumer<byte[], byte[]> consumer = consumer()) {
                boolean unused = isThere(consumer, place.topic())
                        && one.within(TopicSpan.all(consumer, place.topic())).read(consumer, record -> {
                            found[0] = one.read(record);
                            return false;
                        });
            }
            return Optional.ofNullable(found[0]);
        });
    }

    private <T> T inTurn(Supplier<T> reading) {
        try {
            if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw CommandFailure.unreachable(
                        "Others look at topics too, and they are large: ask again in a minute.");
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw CommandFailure.incomplete("The console ends.", told);
        }
        try {
            return reading.get();
        } finally {
            places.release();
        }
    }
}

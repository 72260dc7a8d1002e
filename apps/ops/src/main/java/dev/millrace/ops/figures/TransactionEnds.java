package dev.millrace.ops.figures;

import dev.millrace.ops.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells markers of transactions from records, where a sink lags by very few offsets. A sink commits the offset behind the last
 * record that it got, and the marker that follows is none: behind each transaction it would lag by one for ever. Where nothing moved
 * between two looks these few offsets are read, once, and what was found holds until something moves. For one thread.
 */
final class TransactionEnds {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionEnds.class);

    /** A transaction ends with one marker; some that were aborted may follow each other. */
    private static final long FEW = 5;

    private record Sink(String group, TopicPartition partition) {}

    private record Rest(long from, long to) {}

    private record Found(Rest rest, long records) {}

    private final KafkaClients clients;
    private final Duration timeout;
    private final Map<Sink, Found> found = new HashMap<>();
    private Map<Sink, Rest> before = Map.of();
    private Map<Sink, Rest> now = new HashMap<>();

    /** @param timeout of reading, which is given up then */
    TransactionEnds(KafkaClients clients, Duration timeout) {
        this.clients = clients;
        this.timeout = timeout;
    }

    /** How many records lie between: those that were found there, else as many as there are offsets. */
    long records(String group, TopicPartition partition, long from, long to) {
        Sink sink = new Sink(group, partition);
        Rest rest = new Rest(from, to);
        if (from < to && to - from <= FEW) {
            now.put(sink, rest);
        }
        Found known = found.get(sink);
        return known != null && known.rest().equals(rest) ? known.records() : Math.max(0, to - from);
    }

    /** Ends a look: reads what stood still since the one before. */
    void endLook() {
        found.keySet().retainAll(now.keySet());
        Map<Sink, Rest> still = new HashMap<>(now);
        still.entrySet().removeIf(entry -> {
            Found known = found.get(entry.getKey());
            return !entry.getValue().equals(before.get(entry.getKey()))
                    || (known != null && known.rest().equals(entry.getValue()));
        });
        before = now;
        now = new HashMap<>();
        if (!still.isEmpty()) {
            try (Consumer<byte[], byte[]> consumer = clients.consumer(Map.of())) {
                read(consumer, still);
            } catch (KafkaException refused) {
                // The offsets stand for the records, as they did before.
                LOG.debug("what a sink has not delivered can't be read", refused);
                still.forEach((sink, rest) -> found.put(sink, new Found(rest, rest.to() - rest.from())));
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer, Map<Sink, Rest> still) {
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, Long> to = new HashMap<>();
        still.forEach((sink, rest) -> {
            from.merge(sink.partition(), rest.from(), Math::min);
            to.merge(sink.partition(), rest.to(), Math::max);
        });
        // What belongs to a transaction that is open can't be read yet.
        Map<TopicPartition, Long> readable = consumer.endOffsets(to.keySet(), timeout);
        to.entrySet().removeIf(end -> readable.getOrDefault(end.getKey(), 0L) < end.getValue());
        still.keySet().removeIf(sink -> !to.containsKey(sink.partition()));
        Map<Sink, Long> counts = new HashMap<>();
        consumer.assign(to.keySet());
        to.keySet().forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
        long deadline = System.nanoTime() + timeout.toNanos();
        while (to.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), timeout) < end.getValue())) {
            if (System.nanoTime() - deadline > 0) {
                return;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                count(record, still, counts);
            }
        }
        still.forEach((sink, rest) -> found.put(sink, new Found(rest, counts.getOrDefault(sink, 0L))));
    }

    private static void count(ConsumerRecord<byte[], byte[]> record, Map<Sink, Rest> still, Map<Sink, Long> counts) {
        still.forEach((sink, rest) -> {
            boolean there = sink.partition().partition() == record.partition()
                    && sink.partition().topic().equals(record.topic())
                    && record.offset() >= rest.from()
                    && record.offset() < rest.to();
            if (there) {
                counts.merge(sink, 1L, Long::sum);
            }
        });
    }
}

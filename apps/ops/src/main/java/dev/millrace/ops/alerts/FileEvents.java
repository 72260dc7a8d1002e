package dev.millrace.ops.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.audit.EventText;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When files were completed, by the audit events of their connectors: exact over restarts of everything. Follows the audit
 * topics that rules ask for, from some days ago. Asked by any thread; one thread turns.
 */
final class FileEvents implements AutoCloseable {

    /** Before that nothing counts: a deadline of before a long weekend still does. */
    static final Duration BACK = Duration.ofDays(8);

    private static final Logger LOG = LoggerFactory.getLogger(FileEvents.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final int MOST_POLLS = 200;

    /**
     * Files that a rule asks for.
     *
     * @param files the last segment of their path, with {@code *} and {@code ?}
     */
    record Wanted(String topic, String connector, String files) {}

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Clock clock;
    private final Set<Wanted> wanted = ConcurrentHashMap.newKeySet();
    private final Map<Wanted, Instant> newest = new ConcurrentHashMap<>();
    private final Set<Wanted> current = ConcurrentHashMap.newKeySet();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private Set<Wanted> followed = Set.of();
    private boolean failing;

    /** @param consumers makes one, by which nothing is committed */
    FileEvents(Supplier<Consumer<byte[], byte[]>> consumers, Clock clock) {
        this.consumers = consumers;
        this.clock = clock;
    }

    /** Whether the topic was read to its end at the last turn, so that {@link #newest} is all there is. */
    boolean knows(Wanted files) {
        wanted.add(files);
        return current.contains(files);
    }

    /** When such a file was completed last. */
    Optional<Instant> newest(Wanted files) {
        return Optional.ofNullable(newest.get(files));
    }

    /** Reads on; when Kafka does not answer, nothing is known until it does. */
    void turn() {
        if (wanted.isEmpty()) {
            return;
        }
        try {
            read();
            failing = false;
        } catch (KafkaException | CommandFailure refused) {
            current.clear();
            close();
            if (!failing) {
                LOG.warn(
                        "the audit topics can't be read for files that are expected; it is tried again: {}",
                        refused instanceof CommandFailure
                                ? refused.getMessage()
                                : refused.getClass().getSimpleName());
            }
            failing = true;
        }
    }

    private void read() {
        Consumer<byte[], byte[]> reader = consumer == null ? consumers.get() : consumer;
        consumer = reader;
        Map<String, List<TopicPartition>> topics = topics(reader);
        Set<Wanted> now = wanted.stream()
                .filter(files -> topics.containsKey(files.topic()))
                .collect(Collectors.toUnmodifiableSet());
        if (!now.equals(followed)) {
            // Those that are new begin in the past; so all do, for they share topics.
            current.clear();
            begin(reader, topics.values().stream().flatMap(List::stream).toList());
            followed = now;
        }
        Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment(), PATIENCE);
        for (int polls = 0; polls < MOST_POLLS && !isRead(reader, ends); polls++) {
            reader.poll(WAIT).forEach(this::note);
        }
        if (isRead(reader, ends)) {
            current.addAll(now);
        }
    }

    /** Those that are there, and their partitions. */
    private Map<String, List<TopicPartition>> topics(Consumer<byte[], byte[]> reader) {
        Map<String, List<TopicPartition>> topics = new TreeMap<>();
        for (Wanted files : wanted) {
            List<PartitionInfo> infos = topics.containsKey(files.topic())
                    ? List.of()
                    : Objects.requireNonNullElse(reader.partitionsFor(files.topic(), PATIENCE), List.of());
            if (!infos.isEmpty()) {
                topics.put(
                        files.topic(),
                        infos.stream()
                                .map(info -> new TopicPartition(info.topic(), info.partition()))
                                .toList());
            }
        }
        return topics;
    }

    private void begin(Consumer<byte[], byte[]> reader, List<TopicPartition> partitions) {
        reader.assign(partitions);
        long start = clock.instant().minus(BACK).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, start));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> starts = reader.offsetsForTimes(times, PATIENCE);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions, PATIENCE);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = starts.get(partition);
            // None is as young: it begins with what comes.
            reader.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
        }
    }

    private static boolean isRead(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reader.position(end.getKey(), PATIENCE) >= end.getValue());
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        Optional<JsonNode> event = EventText.fields(record.value())
                .filter(fields ->
                        EventText.isOne(fields) && fields.path("step").asText().equals("completed"));
        event.ifPresent(fields -> {
            String path = fields.path("subject").asText();
            String name = path.substring(path.lastIndexOf('/') + 1);
            for (Wanted files : followed) {
                if (files.topic().equals(record.topic())
                        && files.connector().equals(fields.path("connector").asText())
                        && Names.matches(files.files(), name)) {
                    newest.merge(files, time(fields, record), FileEvents::later);
                }
            }
        });
    }

    private static Instant time(JsonNode fields, ConsumerRecord<byte[], byte[]> record) {
        JsonNode time = fields.path("time");
        try {
            return time.isNumber() ? Instant.ofEpochMilli(time.asLong()) : Instant.parse(time.asText());
        } catch (DateTimeException other) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Leaves the topics; the next turn begins anew. */
    @Override
    public void close() {
        followed = Set.of();
        Consumer<byte[], byte[]> reader = consumer;
        consumer = null;
        if (reader != null) {
            try {
                reader.close();
            } catch (KafkaException interrupted) {
                LOG.debug("a consumer of audit topics did not close in order", interrupted);
            }
        }
    }
}

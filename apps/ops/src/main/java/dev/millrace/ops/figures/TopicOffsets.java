package dev.millrace.ops.figures;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What Kafka says of topics and groups at one moment; what it does not say of one is a trouble, and leaves the others alone. A
 * topic that does not exist has no partitions. For one thread.
 */
final class TopicOffsets {

    private final Admin admin;
    private final int timeoutMs;
    private final Map<String, Set<TopicPartition>> partitions = new HashMap<>();
    private final Map<TopicPartition, Long> begins = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> newest = new HashMap<>();
    private final Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
    private final Map<String, Set<String>> untold = new TreeMap<>();
    private final Set<String> unknown = new HashSet<>();

    private TopicOffsets(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeoutMs = (int) timeout.toMillis();
    }

    /**
     * Asks Kafka, for the partitions first and then for all the rest at once.
     *
     * @param timeout of each of the two
     * @param topics whose ends and newest records are asked for
     * @param setAside topics whose begins and ends are asked for
     * @param groups whose offsets are asked for
     */
    static TopicOffsets ask(
            Admin admin, Duration timeout, Set<String> topics, Set<String> setAside, Set<String> groups) {
        TopicOffsets offsets = new TopicOffsets(admin, timeout);
        offsets.askPartitions(topics, setAside);
        Set<TopicPartition> all = new HashSet<>();
        offsets.partitions.values().forEach(all::addAll);
        Set<TopicPartition> data = new HashSet<>();
        topics.forEach(topic -> data.addAll(offsets.partitions(topic)));
        ListOffsetsResult ends = offsets.list(all, OffsetSpec.latest());
        ListOffsetsResult begins = offsets.list(all, OffsetSpec.earliest());
        ListOffsetsResult newest = offsets.list(data, OffsetSpec.maxTimestamp());
        ListConsumerGroupOffsetsResult committed = offsets.committed(groups);
        all.forEach(partition -> {
            offsets.take(ends, partition, (at, told) -> offsets.ends.put(at, told.offset()));
            offsets.take(begins, partition, (at, told) -> offsets.begins.put(at, told.offset()));
        });
        data.forEach(partition -> offsets.takeNewest(newest, partition));
        groups.forEach(group -> offsets.takeCommitted(committed, group));
        return offsets;
    }

    /** The partitions of a topic; none when there is no such topic. */
    Set<TopicPartition> partitions(String topic) {
        return partitions.getOrDefault(topic, Set.of());
    }

    /** The offsets of a group, maybe of some partitions only; empty when Kafka does not tell. */
    Optional<Map<TopicPartition, Long>> committed(String group) {
        return Optional.ofNullable(committed.get(group));
    }

    /** The offset of a partition's first record; empty when Kafka does not tell. */
    Optional<Long> begin(TopicPartition partition) {
        return Optional.ofNullable(begins.get(partition));
    }

    /** The offset behind a partition's last record; empty when Kafka does not tell. */
    Optional<Long> end(TopicPartition partition) {
        return Optional.ofNullable(ends.get(partition));
    }

    /** The time of a partition's newest record, in milliseconds since 1970; -1 without records, empty when Kafka does not tell. */
    Optional<Long> newest(TopicPartition partition) {
        return Optional.ofNullable(newest.get(partition));
    }

    /** Whether Kafka told which partitions all of these topics have. */
    boolean knows(Collection<String> topics) {
        return topics.stream().noneMatch(unknown::contains);
    }

    /** A sentence for each kind of refusal. */
    List<String> troubles() {
        return untold.entrySet().stream()
                .map(entry -> "Kafka does not tell of "
                        + entry.getValue().iterator().next()
                        + (entry.getValue().size() == 1
                                ? ""
                                : " and " + (entry.getValue().size() - 1) + " more")
                        + " (" + entry.getKey()
                        + "): look at --bootstrap-server, --kafka-config and the rights of this client")
                .toList();
    }

    private void askPartitions(Set<String> topics, Set<String> setAside) {
        Set<String> names = new TreeSet<>(topics);
        names.addAll(setAside);
        admin.describeTopics(TopicCollection.ofTopicNames(names), new DescribeTopicsOptions().timeoutMs(timeoutMs))
                .topicNameValues()
                .forEach((name, future) -> {
                    try {
                        Set<TopicPartition> found = new HashSet<>();
                        for (TopicPartitionInfo info : told(future).partitions()) {
                            found.add(new TopicPartition(name, info.partition()));
                        }
                        partitions.put(name, found);
                    } catch (ExecutionException refused) {
                        if (!(refused.getCause() instanceof UnknownTopicOrPartitionException)) {
                            unknown.add(name);
                            note(name, refused);
                        }
                    }
                });
    }

    private ListOffsetsResult list(Set<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, which));
        ListOffsetsOptions options = new ListOffsetsOptions();
        options.timeoutMs(timeoutMs);
        return admin.listOffsets(question, options);
    }

    private ListConsumerGroupOffsetsResult committed(Set<String> groups) {
        Map<String, ListConsumerGroupOffsetsSpec> question = new HashMap<>();
        groups.forEach(group -> question.put(group, new ListConsumerGroupOffsetsSpec()));
        ListConsumerGroupOffsetsOptions options = new ListConsumerGroupOffsetsOptions();
        options.timeoutMs(timeoutMs);
        return admin.listConsumerGroupOffsets(question, options);
    }

    private void take(
            ListOffsetsResult result,
            TopicPartition partition,
            BiConsumer<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> taker) {
        try {
            taker.accept(partition, told(result.partitionResult(partition)));
        } catch (ExecutionException refused) {
            note(partition.topic(), refused);
        }
    }

    private void takeNewest(ListOffsetsResult result, TopicPartition partition) {
        try {
            newest.put(partition, told(result.partitionResult(partition)).timestamp());
        } catch (ExecutionException refused) {
            // Brokers before KIP-734 (3.0) can't tell; that is no fault, and nothing else depends on it.
            if (!(refused.getCause() instanceof UnsupportedVersionException)) {
                note(partition.topic(), refused);
            }
        }
    }

    private void takeCommitted(ListConsumerGroupOffsetsResult result, String group) {
        try {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            for (Map.Entry<TopicPartition, OffsetAndMetadata> entry :
                    told(result.partitionsToOffsetAndMetadata(group)).entrySet()) {
                if (entry.getValue() != null) {
                    offsets.put(entry.getKey(), entry.getValue().offset());
                }
            }
            committed.put(group, offsets);
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof GroupIdNotFoundException) {
                committed.put(group, Map.of());
            } else {
                note("group " + group, refused);
            }
        }
    }

    private void note(String what, ExecutionException refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        untold.computeIfAbsent(cause.getClass().getSimpleName(), name -> new TreeSet<>())
                .add(what);
    }

    private static <T> T told(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }
}

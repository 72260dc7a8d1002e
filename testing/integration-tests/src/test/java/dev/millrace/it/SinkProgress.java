package dev.millrace.it;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** How far a sink's consumer group has come in a topic, as an operator's lag monitor sees it. */
record SinkProgress(String bootstrapServers, String group, String topic) {

    /** The consumers that have shares of the topic, by their ids; none while a share is on its way to another. */
    Set<String> consumers() {
        return asking(admin -> {
            ConsumerGroupDescription described =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group);
            return described == null
                            || described.groupState() != GroupState.STABLE
                            || described.members().stream()
                                    .anyMatch(member -> member.assignment()
                                            .topicPartitions()
                                            .isEmpty())
                    ? Set.of()
                    : described.members().stream()
                            .map(MemberDescription::consumerId)
                            .collect(Collectors.toSet());
        });
    }

    /** How many offsets lie between what is committed and the ends of the topic, transaction markers included. */
    long lag() {
        return asking(admin -> {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> wanted =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                            .flatMap(description -> description.partitions().stream())
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            return admin.listOffsets(wanted).all().get().entrySet().stream()
                    .mapToLong(end -> end.getValue().offset()
                            - (committed.containsKey(end.getKey())
                                    ? committed.get(end.getKey()).offset()
                                    : 0))
                    .sum();
        });
    }

    private interface Question<T> {
        T of(Admin admin) throws ExecutionException, InterruptedException;
    }

    private <T> T asking(Question<T> question) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return question.of(admin);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the broker did not tell how far " + group + " is", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking how far " + group + " is", interrupted);
        }
    }
}

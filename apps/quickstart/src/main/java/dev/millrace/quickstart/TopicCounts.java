package dev.millrace.quickstart;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How many records topics hold, by their end offsets; a topic that is not there yet holds none. */
final class TopicCounts implements AutoCloseable {
    private static final long LIMIT_SECONDS = 20;

    private final Admin admin;

    TopicCounts(String bootstrapServers) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    long of(Collection<String> topics) {
        return topics.stream().mapToLong(this::of).sum();
    }

    long of(String topic) {
        try {
            Map<TopicPartition, OffsetSpec> ends = admin
                    .describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .flatMap(description -> description.partitions().stream())
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic, partition.partition()),
                            partition -> OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get(LIMIT_SECONDS, TimeUnit.SECONDS).values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw new IllegalStateException("the broker does not tell the end of " + topic, e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer within " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while counting " + topic, e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}

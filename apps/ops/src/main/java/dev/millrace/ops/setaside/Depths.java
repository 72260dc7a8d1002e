package dev.millrace.ops.setaside;

import dev.millrace.ops.kafka.KafkaClients;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How much stands in topics, in three questions to Kafka for all of them. */
final class Depths {

    /**
     * One topic.
     *
     * @param records offsets between its ends: what a transaction marks is counted too
     * @param ever offsets since it was made, deleted ones included
     */
    record Depth(long records, long ever) {

        Depth plus(Depth other) {
            return new Depth(records + other.records, ever + other.ever);
        }
    }

    private final KafkaClients clients;

    Depths(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * By topic; one that is not there is left out.
     *
     * @throws dev.millrace.ops.CommandFailure when Kafka does not answer
     */
    Map<String, Depth> of(Collection<String> topics) {
        try (Admin admin = clients.admin()) {
            Set<String> there =
                    new HashSet<>(KafkaClients.answer(admin.listTopics().names(), "list of topics"));
            there.retainAll(Set.copyOf(topics));
            Map<String, TopicDescription> descriptions =
                    KafkaClients.answer(admin.describeTopics(there).allTopicNames(), "description of topics");
            Map<TopicPartition, OffsetSpec> first = new HashMap<>();
            Map<TopicPartition, OffsetSpec> last = new HashMap<>();
            descriptions.forEach((topic, description) -> description
                    .partitions()
                    .forEach(partition -> {
                        first.put(new TopicPartition(topic, partition.partition()), OffsetSpec.earliest());
                        last.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
                    }));
            ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
            Map<TopicPartition, ListOffsetsResultInfo> begins =
                    KafkaClients.answer(admin.listOffsets(first, committed).all(), "first offsets");
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    KafkaClients.answer(admin.listOffsets(last, committed).all(), "last offsets");
            Map<String, Depth> depths = new TreeMap<>();
            ends.forEach((partition, end) ->
                    depths.merge(partition.topic(), between(begins.get(partition), end), Depth::plus));
            return depths;
        }
    }

    private static Depth between(@Nullable ListOffsetsResultInfo begin, ListOffsetsResultInfo end) {
        return new Depth(end.offset() - (begin == null ? end.offset() : begin.offset()), end.offset());
    }
}

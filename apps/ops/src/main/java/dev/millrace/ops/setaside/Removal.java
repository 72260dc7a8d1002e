package dev.millrace.ops.setaside;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.kafka.KafkaClients;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** Deletes the beginning of a topic, once all of it was sent again. */
record Removal(KafkaClients clients) {

    /**
     * Deletes all records before these offsets.
     *
     * @throws CommandFailure when Kafka does not
     */
    void before(String topic, Map<Integer, Long> offsets) {
        Map<TopicPartition, RecordsToDelete> ends = new HashMap<>();
        offsets.forEach((partition, offset) ->
                ends.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)));
        try (Admin admin = clients.admin()) {
            Void unused = admin.deleteRecords(ends).all().get();
        } catch (ExecutionException refused) {
            throw CommandFailure.unreachable(
                    "Kafka does not delete from " + topic + " ("
                            + (refused.getCause() == null
                                    ? refused.getClass().getSimpleName()
                                    : refused.getCause().getClass().getSimpleName())
                            + "): its cleanup.policy must have delete, and this client must have the right DELETE. The"
                            + " records stay where they are; they were sent all the same.",
                    refused);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw CommandFailure.incomplete("The console ends.", told);
        }
    }
}

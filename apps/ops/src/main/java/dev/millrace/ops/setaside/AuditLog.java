package dev.millrace.ops.setaside;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes down who did what, in the form of a replay's ledger, before it is done: what can't be written down is not done.
 *
 * @param topic empty where the console was told none
 */
public record AuditLog(KafkaClients clients, Optional<String> topic) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The topic. */
    String required() {
        return topic.orElseThrow(
                () -> CommandFailure.usage("What an operator does here is written down, and the console"
                        + " was started without a topic for it: start it with --audit-topic TOPIC."));
    }

    /**
     * Writes an event, and waits until Kafka has it.
     *
     * @param event such as dlq.value.shown
     * @param more of it
     * @throws CommandFailure when Kafka does not take it
     */
    public void write(String event, String by, Map<String, Object> more) {
        String to = required();
        String id = UUID.randomUUID().toString();
        ObjectNode told = JSON.createObjectNode()
                .put("event", event)
                .put("id", id)
                .put("at", Instant.now().toString())
                .put("by", by);
        more.forEach((name, value) -> told.set(name, JSON.valueToTree(value)));
        ProducerRecord<byte[], byte[]> entry = new ProducerRecord<>(
                to,
                null,
                id.getBytes(StandardCharsets.UTF_8),
                told.toString().getBytes(StandardCharsets.UTF_8),
                List.of(new RecordHeader("millrace.kind", "console".getBytes(StandardCharsets.UTF_8))));
        try (Producer<byte[], byte[]> producer = clients.producer(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                20_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                20_000))) {
            RecordMetadata unused = producer.send(entry).get();
        } catch (ExecutionException | KafkaException refused) {
            throw CommandFailure.unreachable(
                    "The audit topic " + to + " does not take that this is done, so it is not done: look whether it is"
                            + " there and this client may write to it.",
                    refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.incomplete("The console ends.", stopped);
        }
    }
}

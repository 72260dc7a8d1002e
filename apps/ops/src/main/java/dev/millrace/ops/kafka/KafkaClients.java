package dev.millrace.ops.kafka;

import dev.millrace.ops.CommandFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes clients of one Kafka, which see bytes and committed records only; whoever asks for one closes it. */
public record KafkaClients(Map<String, Object> settings) {

    public KafkaClients {
        settings = Map.copyOf(settings);
    }

    /** Clients of the Kafka that the options name. */
    public static KafkaClients of(KafkaOptions options) {
        return new KafkaClients(options.client());
    }

    public Admin admin() {
        return made(() -> Admin.create(settings));
    }

    /** A consumer that commits nothing by itself, and makes no topic by asking for it. */
    public Consumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.putAll(more);
        return made(() -> new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    public Producer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(more);
        return made(() -> new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Waits for an answer of the admin client. */
    public static <T> T answer(KafkaFuture<T> future, String question) {
        try {
            return future.get();
        } catch (ExecutionException refused) {
            throw failure(question, refused.getCause() == null ? refused : refused.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.incomplete("interrupted while Kafka was asked for " + question, e);
        }
    }

    /** What Kafka's refusal means to the caller of the command. */
    public static CommandFailure failure(String question, Throwable refused) {
        return CommandFailure.unreachable(
                "Kafka gives no " + question + " (" + refused.getClass().getSimpleName()
                        + "): look at --bootstrap-server, --kafka-config and the rights of this client",
                refused);
    }

    private static <T> T made(Supplier<T> client) {
        try {
            return client.get();
        } catch (KafkaException wrong) {
            throw CommandFailure.usage(
                    "Kafka's client can't be made of these settings: " + wrong.getMessage()
                            + (wrong.getCause() == null
                                    ? ""
                                    : "; " + wrong.getCause().getMessage()),
                    wrong);
        }
    }
}

package dev.millrace.ops.dlq;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.Output;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.kafka.KafkaOptions;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Mixin;

/** Which records are read, and from which Kafka: a {@link Mixin} of the commands that look at them and send none. */
final class ReadOptions {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SelectionOptions chosen = new SelectionOptions();

    /** @throws CommandFailure naming what can't be asked so */
    Selection selection() {
        return chosen.selection();
    }

    /** @throws CommandFailure when no Kafka is named, or its settings can't be used */
    Consumer<byte[], byte[]> consumer() {
        return KafkaClients.of(kafka).consumer(Map.of());
    }

    /**
     * Hands out each of the records, in the order of the topic.
     *
     * @return the topic
     */
    String read(Output output, java.util.function.Consumer<SetAside> to) {
        Selection selection = selection();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            selection.read(consumer, output, to);
        }
        return selection.topic();
    }
}

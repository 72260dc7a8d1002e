package dev.millrace.ops.dlq;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Sends records and progress in one transaction. Making it ends what a killed replay of the same name left open, and shuts
 * out one that still runs. For one thread; to be closed.
 */
final class Outbox implements ReplayTarget, AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final ConsumerGroupMetadata group;
    private final String topic;

    /** @param group of the consumer that reads for it */
    Outbox(KafkaClients clients, ReplayRequest request, ConsumerGroupMetadata group) {
        this.group = group;
        this.topic = request.selection().topic();
        this.producer = clients.producer(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                request.group(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                262_144));
        try {
            producer.initTransactions();
        } catch (RuntimeException failed) {
            producer.close(Duration.ZERO);
            throw failed;
        }
    }

    @Override
    public void take(List<ProducerRecord<byte[], byte[]>> records, Progress progress) {
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                // What fails shows in the commit.
                Future<RecordMetadata> unused = producer.send(record);
            }
            producer.sendOffsetsToTransaction(progress.offsets(topic), group);
            producer.commitTransaction();
        } catch (ProducerFencedException another) {
            throw CommandFailure.incomplete(
                    "another call of the same replay took over; this one sends nothing more", another);
        } catch (KafkaException failed) {
            abort();
            throw failed;
        }
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException worse) {
            // The next call with this name aborts it, and so does the broker when its time is over.
            return;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}

package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Records that a worker transforms again because their send failed: transforms with a memory must know them. With exactly-once a
 * failure like this one ends the transaction and the task.
 */
class TransformedAgainIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int COUNT = 20;

    @ParameterizedTest
    @EnumSource(Line.class)
    void areNoDuplicatesAndKeepTheirPlaceInTheChain(Line line) throws Exception {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        Topic topic = new Topic(Platform.broker().bootstrapServers(), Platform.name("numbers"));
        Map<String, String> configuration = new HashMap<>();
        configuration.put("connector.class", NumbersConnector.class.getName());
        configuration.put("tasks.max", "1");
        configuration.put("numbers.topic", topic.name());
        configuration.put("numbers.count", String.valueOf(COUNT));
        configuration.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        configuration.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        configuration.put("producer.override.partitioner.class", StumblingPartitioner.class.getName());
        configuration.put("topic.creation.default.partitions", "1");
        configuration.put("topic.creation.default.replication.factor", "-1");
        configuration.put("transforms", "once,audit,seen");
        configuration.put("transforms.once.type", "dev.millrace.transforms.Deduplicate");
        configuration.put("transforms.once.id", "$key");
        configuration.put("transforms.audit.type", "dev.millrace.transforms.AddAuditHeaders");
        configuration.put("transforms.audit.integration", "numbers");
        configuration.put("transforms.audit.chain", "true");
        configuration.put("transforms.seen.type", TimesSeen.class.getName());

        worker.rest().put(topic.name(), JSON.writeValueAsString(configuration));
        Eventually.holds(
                "all numbers arrive",
                Duration.ofMinutes(5),
                () -> topic.values().size() >= COUNT);

        List<ConsumerRecord<byte[], byte[]>> records = topic.read();
        assertThat(topic.values())
                .isEqualTo(IntStream.range(0, COUNT).mapToObj(String::valueOf).toList());
        String previous = "";
        for (int number = 0; number < COUNT; number++) {
            Map<String, String> headers = headers(records.get(number));
            assertThat(headers)
                    .as("number %d", number)
                    .containsEntry("times.seen", number % StumblingPartitioner.EVERY == 0 ? "x3" : "x1")
                    .containsEntry("audit.chain.seq", String.valueOf(number))
                    .containsEntry("audit.chain.prev", previous)
                    .containsEntry("audit.connector", topic.name())
                    .containsEntry("audit.task", "0");
            previous = headers.get("audit.chain.hash");
        }
        worker.rest().delete(topic.name());
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> texts = new HashMap<>();
        for (Header header : record.headers()) {
            texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }
}

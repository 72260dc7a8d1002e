package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink's converters and transforms, tried on records that a broker has. */
class PreviewTopicIT {

    private static final String SINK = """
            {"name": "s", "config": {"connector.class": "any.Sink", "topics": "orders",
             "key.converter": "org.apache.kafka.connect.storage.StringConverter",
             "value.converter": "org.apache.kafka.connect.json.JsonConverter",
             "value.converter.schemas.enable": "false",
             "errors.tolerance": "all", "errors.deadletterqueue.topic.name": "dead",
             "transforms": "rename",
             "transforms.rename.type": "dev.millrace.transforms.MapFields$Value",
             "transforms.rename.mapping": "{\\"id\\": \\"m\\", \\"version\\": \\"1\\", \\"fields\\": [{\\"source\\": \\"id\\", \\"target\\": \\"number\\"}]}"}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void runsTheNewestRecordsOfATopicThroughASinksConvertersAndTransforms() throws Exception {
        String topic = topic(2);
        try (TopicWriter writer = new TopicWriter()) {
            for (int number = 0; number < 10; number++) {
                writer.write(new ProducerRecord<>(
                        topic,
                        number % 2,
                        1_700_000_000_000L + number,
                        "k" + number,
                        "{\"id\":" + number + "}",
                        List.of(DeadLetters.header("trace", "t" + number))));
            }
            writer.write(new ProducerRecord<>(topic, 0, 1_700_000_000_010L, "k10", "no JSON", List.of()));
        }

        OpsCall masked = preview(topic, "--limit", "4", "--json");
        OpsCall shown = preview(topic, "--limit", "4", "--show-values");

        JsonNode records = masked.json().path("records");
        assertThat(masked.exitCode()).as(masked.err()).isEqualTo(1);
        assertThat(records.findValuesAsText("source"))
                .containsExactly(topic + "-1", topic + "-0", topic + "-1", topic + "-0");
        assertThat(records.findValuesAsText("number")).containsExactly("3", "4", "4", "5");
        assertThat(records.get(0).path("outcome").asText()).isEqualTo("delivered");
        assertThat(records.get(0).path("steps").get(0).path("changes").toString())
                .contains("\"path\":\"value.id\"", "\"path\":\"value.number\"");
        assertThat(records.get(3).path("outcome").asText()).isEqualTo("set-aside");
        assertThat(records.get(3).path("topic").asText()).isEqualTo("dead");
        assertThat(records.get(3).path("message").asText()).isEqualTo("value.converter can't read it");
        assertThat(masked.out()).doesNotContain("no JSON", "k10", "t9");
        assertThat(shown.out())
                .contains(topic + "-1 record 4\n", "headers.trace  string  t9", "+ value.number  int64  9");
    }

    @Test
    void saysWhatATopicNeeds() throws Exception {
        String source = Files.writeString(folder.resolve("source.json"), "{\"connector.class\": \"x\"}")
                .toString();

        OpsCall ofSource = OpsCall.onBroker("preview", source, "--input", "nowhere");
        OpsCall unnamed = preview("nowhere", "--set", "key.converter=");
        OpsCall missing = preview(Platform.name("never-created"));

        assertThat(List.of(ofSource, unnamed, missing)).allSatisfy(call -> {
            assertThat(call.exitCode()).isEqualTo(2);
            assertThat(call.err().lines()).hasSize(1);
        });
        assertThat(ofSource.err()).contains("nowhere is no file and no folder", "a sink's configuration only");
        assertThat(unnamed.err()).contains("key.converter is not set", "--set key.converter=");
        assertThat(missing.err()).contains("there is no topic never-created");
    }

    private OpsCall preview(String topic, String... more) throws IOException {
        String sink = Files.writeString(folder.resolve("sink.json"), SINK).toString();
        List<String> arguments = new ArrayList<>(List.of("preview", sink, "--input", topic));
        arguments.addAll(List.of(more));
        return OpsCall.onBroker(arguments.toArray(String[]::new));
    }

    private static String topic(int partitions) throws Exception {
        String name = Platform.name("preview");
        try (Admin admin = DeadLetters.admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1"))))
                    .all()
                    .get();
        }
        return name;
    }
}

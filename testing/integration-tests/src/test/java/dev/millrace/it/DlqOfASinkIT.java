package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.Answer;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** A dead letter queue that a worker filled for its sink, from the refusal to the delivery. */
class DlqOfASinkIT {

    @Test
    void sendsWhatAReceiverRefusedUntilItIsTaken() throws Exception {
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        try (RestFlow flow = new RestFlow(1)) {
            String retry = flow.name() + ".retry." + flow.name();
            create(retry);
            flow.receiver()
                    .answer(
                            request -> request.text().equals("k3:0"),
                            Answer.status(422).times(2));
            flow.receiver()
                    .answer(
                            request -> request.text().equals("k7:0"),
                            Answer.status(422).times(1));
            flow.produce(10, 10);
            flow.with(Map.of(
                            "topics", flow.name() + "," + retry, "consumer.override.isolation.level", "read_committed"))
                    .on(worker);
            awaitSetAside(flow, 2);

            OpsCall list = call(flow, "list", "--json");
            OpsCall first = replay(flow);
            awaitSetAside(flow, 3);
            OpsCall again = call(flow, "show", "--json", "--where", "attempt == 1");
            OpsCall second = replay(flow);
            flow.receiver().awaitUnique(10, Duration.ofMinutes(3));
            OpsCall third = replay(flow);

            assertThat(list.json().path("groups")).singleElement().satisfies(group -> {
                assertThat(group.path("connector").asText()).isEqualTo(flow.name());
                assertThat(group.path("stage").asText()).isEqualTo("TASK_PUT");
                assertThat(group.path("exception").asText()).isNotEmpty();
                assertThat(group.path("topic").asText()).isEqualTo(flow.name());
                assertThat(group.path("records").asInt()).isEqualTo(2);
            });
            assertThat(first.json().path("sent").asInt()).as(first.err()).isEqualTo(2);
            JsonNode record = again.json().path("records").path(0);
            assertThat(record.path("cause").path("origin").path("topic").asText())
                    .isEqualTo(flow.name());
            assertThat(record.path("headers").path("dlq.first.origin").asText()).isEqualTo(flow.name() + "-0@3");
            assertThat(record.path("headers").path("__connect.errors.topic").asText())
                    .isEqualTo(retry);
            assertThat(second.json().path("sent").asInt()).as(second.err()).isEqualTo(1);
            assertThat(third.json().path("selected").asInt()).as(third.err()).isZero();
            assertThat(flow.deadLetters().values()).containsExactlyInAnyOrder("k3:0", "k7:0", "k3:0");
            flow.remove(worker);
        }
    }

    private static void awaitSetAside(RestFlow flow, int records) {
        Eventually.holds(
                records + " records are set aside", () -> flow.deadLetters().size() == records);
    }

    private static OpsCall replay(RestFlow flow) {
        return call(flow, "replay", "--json", "--reason", "OPS-1", "--no-ledger");
    }

    private static OpsCall call(RestFlow flow, String verb, String... options) {
        return OpsCall.onBroker(
                Stream.concat(Stream.of("dlq", verb, "--dlq", flow.name() + "-dead"), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static void create(String topic) throws Exception {
        try (Admin admin = DeadLetters.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }
}

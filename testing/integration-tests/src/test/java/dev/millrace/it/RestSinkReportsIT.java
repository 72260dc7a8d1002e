package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the REST sink tells of each record, written by a producer of its own in the worker. */
class RestSinkReportsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECORDS = 100;

    @ParameterizedTest
    @EnumSource(Line.class)
    void tellsTheReplyAndTheEndOfEveryRecord(Line line) throws Exception {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        try (RestFlow flow = new RestFlow(2)) {
            flow.reported();
            flow.receiver().answer(request -> request.text().equals("k3:0"), Answer.status(422));
            flow.produce(RECORDS, 10);

            flow.on(worker);
            flow.receiver().awaitUnique(RECORDS - 1, Duration.ofMinutes(3));
            Eventually.holds("all is committed", () -> flow.progress().lag() == 0);

            List<JsonNode> replies = events(flow.topic("replies"));
            assertThat(replies).hasSize(RECORDS);
            assertThat(replies)
                    .filteredOn(reply -> reply.path("status").asInt() == 200)
                    .hasSize(RECORDS - 1);
            assertThat(replies)
                    .filteredOn(reply -> reply.path("outcome").asText().equals("set-aside"))
                    .singleElement()
                    .satisfies(reply -> assertThat(reply.path("status").asInt()).isEqualTo(422));
            assertThat(replies)
                    .extracting(reply -> reply.path("idempotencyKey").asText())
                    .containsAll(flow.receiver().received().stream()
                            .map(ReceivedRequest::idempotencyKey)
                            .map(key -> key.orElseThrow().replace("\"", ""))
                            .toList());
            assertThat(flow.topic("audit").values()).hasSize(RECORDS).noneMatch(event -> event.contains("k3:0"));
            assertThat(flow.topic("audit").values())
                    .filteredOn(event -> event.contains("\"step\":\"set_aside\""))
                    .hasSize(1);
            assertThat(flow.deadLetters().values()).containsExactly("k3:0");
            flow.remove(worker);
        }
    }

    private static List<JsonNode> events(Topic topic) {
        return topic.values().stream().map(RestSinkReportsIT::parsed).toList();
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}

package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The published vectors over HTTP: what is right becomes a record of the same bytes, what is wrong becomes nothing. */
@Timeout(300)
class VectorFlowTest {

    private final Sending sender = new Sending();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestFactory
    Stream<DynamicTest> takesWhatIsValidAndNothingElse() throws IOException {
        return PublishedCase.of("vectors.json").stream()
                .map(vector -> DynamicTest.dynamicTest(vector.text("id"), () -> judge(vector)));
    }

    private void judge(PublishedCase vector) throws Exception {
        Map<String, String> configuration = sender.configuration("/");
        vector.configure(configuration, vector);
        if (vector.has("verifyAtEpochSeconds")) {
            configuration.put(ClockedConnector.NOW, vector.text("verifyAtEpochSeconds"));
        }
        byte[] body = Base64.getDecoder().decode(vector.text("bodyBase64"));
        try (SourceHarness worker = ConnectorHarness.source(
                        ClockedConnector::new, configuration, DeliveryMode.AT_LEAST_ONCE)
                .start()) {
            worker.poll();

            CompletableFuture<HttpResponse<String>> answer = vector.send(client, sender.port(), body);
            worker.runUntil(answer::isDone, "the sender is answered");

            int status = answer.get(60, TimeUnit.SECONDS).statusCode();
            if (vector.text("valid").equals("false")) {
                assertThat(status).isIn(401, 403);
                assertThat(worker.delivered()).isEmpty();
            } else if (vector.text("id").equals("discord-interaction-ping")) {
                assertThat(status).isEqualTo(200);
                assertThat(worker.delivered()).isEmpty();
            } else {
                assertThat(status).isBetween(200, 204);
                assertThat(worker.delivered())
                        .singleElement()
                        .satisfies(record -> assertThat(record.value()).isEqualTo(body));
            }
        }
    }
}

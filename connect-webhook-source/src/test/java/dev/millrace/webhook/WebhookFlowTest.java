package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.Eventually;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests over HTTP to tasks of a worker that the test plays. */
@Timeout(120)
class WebhookFlowTest {

    private final Sending sender = new Sending();

    private SourceHarness started(DeliveryMode mode, Map<String, String> configuration) {
        return ConnectorHarness.source(WebhookSourceConnector::new, configuration, mode)
                .start();
    }

    @Test
    void answersTwoEqualBodiesInOneTransaction() throws Exception {
        Map<String, String> configuration = sender.configuration("/in");
        configuration.put("batch.linger.ms", "500");
        try (SourceHarness worker = started(DeliveryMode.EXACTLY_ONCE, configuration)) {
            CompletableFuture<HttpResponse<String>> first = sender.post("/in", "same");
            CompletableFuture<HttpResponse<String>> second = sender.post("/in", "same");

            List<SourceRecord> records = worker.pollUntil(2);

            assertThat(records).hasSize(2);
            assertThat(List.of(status(first), status(second))).containsOnly(200);
        }
    }

    @Test
    void namesTheRequestOnceInItsAnswer() throws Exception {
        try (SourceHarness worker = started(DeliveryMode.AT_LEAST_ONCE, sender.configuration("/in"))) {
            CompletableFuture<HttpResponse<String>> answer = sender.post("/in", "named");
            worker.runUntil(answer::isDone, "the sender is answered");

            assertThat(answer.get(60, TimeUnit.SECONDS).headers().allValues("X-Request-Id"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void answersALoneDroppedEventBeforeItsDeadline(DeliveryMode mode) throws Exception {
        Map<String, String> configuration = sender.configuration("/in");
        configuration.put("ack.on.dropped", "reject");
        configuration.put("ack.timeout.ms", "9000");
        try (SourceHarness worker = started(mode, configuration)) {
            worker.drop(record -> true);
            CompletableFuture<HttpResponse<String>> answer = sender.post("/in", "dropped");

            worker.runUntil(answer::isDone, "the sender is answered");

            assertThat(status(answer)).isEqualTo(422);
        }
    }

    @Test
    void putsSendersOffWhilePausedAndTakesThemAgain() throws Exception {
        Map<String, String> configuration = sender.configuration("/in");
        configuration.put("pause.detect.ms", "500");
        try (SourceHarness worker = started(DeliveryMode.AT_LEAST_ONCE, configuration)) {
            worker.poll();
            Eventually.holds("readiness ends", () -> get("/readyz") == 503);
            HttpResponse<String> paused = sender.post("/in", "early").get(60, TimeUnit.SECONDS);
            worker.poll();
            // As senders do: it may be put off once more when the task is not asked for half a second.
            CompletableFuture<HttpResponse<String>> resumed = sender.insist("/in", "late");
            worker.runUntil(resumed::isDone, "the sender is answered");

            assertThat(paused.statusCode()).isEqualTo(503);
            assertThat(paused.headers().firstValue("Retry-After")).isPresent();
            assertThat(status(resumed)).isEqualTo(200);
            assertThat(worker.delivered()).hasSize(1);
        }
    }

    @Test
    void answersWhatIsQueuedWhenItStops() throws Exception {
        try (SourceHarness worker = started(DeliveryMode.AT_LEAST_ONCE, sender.configuration("/in"))) {
            worker.poll();
            worker.holdConfirmations();
            CompletableFuture<HttpResponse<String>> polled = sender.post("/in", "polled");
            worker.pollUntil(1);
            CompletableFuture<HttpResponse<String>> queued = sender.post("/in", "queued");
            Eventually.holds("the second one is queued", () -> figure("hooks-in", "0", "queue.requests") == 1);
            worker.releaseConfirmations();

            worker.stop();

            assertThat(status(polled)).isEqualTo(200);
            assertThat(failedOr503(queued)).isTrue();
            assertThat(worker.delivered()).hasSize(1);
        }
    }

    @Test
    void sharesAPortAmongConnectorsAndTheirTasks() throws Exception {
        Map<String, String> one = sender.configuration("/one");
        Map<String, String> two = sender.configuration("/two");
        one.put("tasks.max", "2");
        two.put("tasks.max", "2");
        try (SourceHarness first = started(DeliveryMode.AT_LEAST_ONCE, one);
                SourceHarness second = started(DeliveryMode.AT_LEAST_ONCE, two)) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int event = 0; event < 20; event++) {
                answers.add(sender.insist("/one", "one-" + event));
                answers.add(sender.insist("/two", "two-" + event));
            }
            Eventually.holds("all are answered", () -> {
                first.poll();
                second.poll();
                return answers.stream().allMatch(CompletableFuture::isDone);
            });
            first.stop();
            CompletableFuture<HttpResponse<String>> gone = sender.post("/one", "late");
            CompletableFuture<HttpResponse<String>> stays = sender.post("/two", "late");
            second.runUntil(() -> stays.isDone() && gone.isDone(), "both are answered");

            assertThat(first.delivered()).hasSize(20);
            assertThat(second.delivered()).hasSize(21);
            assertThat(status(stays)).isEqualTo(200);
            assertThat(status(gone)).isEqualTo(503);
        }
    }

    @Test
    void takesSignedEventsOnceAndRefusesOthers() throws Exception {
        Map<String, String> configuration = sender.configuration("/github");
        configuration.put("webhook.verify", "github");
        configuration.put("webhook.secrets", "old-secret,It's a Secret to Everybody");
        configuration.put("dedup.key", "auto");
        configuration.put("dedup.store", "offsets");
        String body = "{\"action\":\"opened\"}";
        String signature = "sha256=" + hmac("It's a Secret to Everybody", body);
        try (SourceHarness worker = started(DeliveryMode.EXACTLY_ONCE, configuration)) {
            worker.poll();
            CompletableFuture<HttpResponse<String>> event = sender.post(
                    "/github",
                    body,
                    "X-Hub-Signature-256",
                    signature,
                    "X-GitHub-Delivery",
                    "1",
                    "X-GitHub-Event",
                    "issues");
            worker.runUntil(event::isDone, "the event is answered");
            worker.restart();
            CompletableFuture<HttpResponse<String>> again = sender.insist(
                    "/github",
                    body,
                    "X-Hub-Signature-256",
                    signature,
                    "X-GitHub-Delivery",
                    "1",
                    "X-GitHub-Event",
                    "issues");
            CompletableFuture<HttpResponse<String>> forged = sender.post(
                    "/github",
                    body + " ",
                    "X-Hub-Signature-256",
                    signature,
                    "X-GitHub-Delivery",
                    "2",
                    "X-GitHub-Event",
                    "issues");
            worker.runUntil(() -> again.isDone() && forged.isDone(), "both are answered");

            assertThat(List.of(status(event), status(again))).containsOnly(200);
            assertThat(status(forged)).isEqualTo(401);
            assertThat(worker.delivered()).singleElement().satisfies(record -> {
                assertThat(record.value()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
                assertThat(record.headers())
                        .noneMatch(header -> String.valueOf(header.value()).contains(signature));
            });
        }
    }

    private static long figure(String connector, String task, String name) {
        try {
            return (long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new ObjectName("dev.millrace:type=webhook-source,connector=" + connector + ",task=" + task),
                            name);
        } catch (JMException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private int get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sender.port() + path))
                                    .timeout(Sending.LIMIT)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static int status(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS).statusCode();
    }

    /** A listener that closes may cut a request that it has not read. */
    private static boolean failedOr503(CompletableFuture<HttpResponse<String>> answer) {
        return answer.handle((response, failure) -> failure != null || response.statusCode() == 503)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static String hmac(String secret, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
